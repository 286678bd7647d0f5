"""Terms of the index, with emphasis and code as they are typed: *Hamlet*, `printf`.

The mark is part of the term, so that the play and the prince are two entries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from publish.model.linear_formula import with_linear_formulas
from publish.model.markup import X
from publish.model.xhtml import element

_MARKS = {f"{X}em": "*", f"{X}code": "`"}
_TYPED = re.compile(r"\\([*`\\])|\*([^*\s](?:[^*]*[^*\s])?)\*|`([^`]+)`")
_SPECIAL = re.compile(r"([*`\\])")
_APOSTROPHE = re.compile(r"(?<=[\w*`])'(?=\w)")


def typed_term(text: str) -> str:
    """A term from an attribute, with single spaces and with its apostrophes as in the text."""
    return _APOSTROPHE.sub("’", " ".join(text.split()))


def term_of(node: etree._Element) -> str:
    """The term that the words of an element are."""
    return " ".join(_typed(with_linear_formulas(node)).split())


def _typed(node: etree._Element) -> str:
    parts = [_SPECIAL.sub(r"\\\1", node.text or "")]
    for child in node.iterchildren(etree.Element):
        mark = _MARKS.get(str(child.tag), "")
        parts += mark, _typed(child), mark, _SPECIAL.sub(r"\\\1", child.tail or "")
    return "".join(parts)


def plain(term: str) -> str:
    """The words of a term, without its marks."""
    return _TYPED.sub(lambda match: next(filter(None, match.groups())), term)


def find_term(wanted: str, terms: Mapping[str, object]) -> str | None:
    """A term as it is typed, or else one with those words."""
    if wanted in terms:
        return wanted
    return next((term for term in terms if plain(term) == plain(wanted)), None)


def write_term(into: etree._Element, term: str) -> etree._Element:
    """Write a term into an empty element, which is returned."""
    end = 0
    for match in _TYPED.finditer(term):
        escaped, emphasis, code = match.groups()
        _append(into, term[end : match.start()] + (escaped or ""))
        if emphasis or code:
            into.append(element("em", emphasis) if emphasis else element("code", code))
        end = match.end()
    _append(into, term[end:])
    return into


def _append(into: etree._Element, text: str) -> None:
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text
