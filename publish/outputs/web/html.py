"""XHTML as HTML that a browser parses into the same tree (WHATWG HTML, 13.3), in few bytes.

What HTML does not need is left out: quotes, line feeds between blocks, ends of elements that what
follows implies (13.1.2.4), as far as parsers older than the specification imply them too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from lxml import etree

from publish.model.markup import XML_LANG, X

DOCTYPE = "<!DOCTYPE html>\n"
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()
)  # fmt: skip
_RAW = frozenset({"script", "style"})
# The parser drops a line feed at the beginning of these.
_DROPS_FIRST_LINE = frozenset({"pre", "textarea"})
# What is never set in a line, so that no space beside it shows; a `div` may be.
_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
# What may follow an element besides another one, and what stands for a comment.
_TEXT, _NOTHING, _COMMENT = "#text", "", "#comment"
# The elements without an end where one of these follows, or nothing else in what they are in.
_IMPLIED_BY = {
    "li": frozenset({"li", _NOTHING}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd", _NOTHING}),
    # Some parsers do not know that an `aside`, a `figure` or a `section` ends a paragraph.
    "p": frozenset("blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul".split()),
    "caption": frozenset({"thead", "tbody"}),
    "thead": frozenset({"tbody", "tfoot"}),
    "tbody": frozenset({"tbody", "tfoot", _NOTHING}),
    "tr": frozenset({"tr", _NOTHING}),
    "td": frozenset({"td", "th", _NOTHING}),
    "th": frozenset({"td", "th", _NOTHING}),
}
_SPACES = " \t\n"
_is_bare = re.compile(r"[^\s\"'=<>`]*[^\s\"'=<>`/]").fullmatch  # a value that needs no quotes
# Attributes of foreign elements that have a prefix (WHATWG HTML, 13.2.6.1, "adjust foreign").
_PREFIXES = {
    "http://www.w3.org/1999/xlink": "xlink:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}


def to_html(root: etree._Element) -> bytes:
    """A document of XHTML, with MathML and SVG, as a page of HTML."""
    parts = [DOCTYPE]
    _write(root, _name(root), _TEXT, parts.append)
    parts.append("\n")
    return "".join(parts).encode()


def _write(node: etree._Element, name: str, following: str, write: Callable[[str], None]) -> None:
    """Write an element of that name, which another one follows, or nothing, or text."""
    shown = name if name[0] != "{" else etree.QName(node).localname
    write(f"<{shown}{_attributes(node, is_html=shown == name)}>" if node.attrib else f"<{shown}>")
    if name in _VOID:
        return
    _write_content(node, name, write)
    is_implied = following in _IMPLIED_BY.get(name, ())
    # Programs that know of no implied ends, like that of the search, read no two words as one then.
    write("\n" if is_implied else f"</{shown}>")


def _write_content(node: etree._Element, name: str, write: Callable[[str], None]) -> None:
    is_block = name in _BLOCKS and name not in _DROPS_FIRST_LINE
    if (text := node.text) and not (is_block and _is_layout(text)):
        if name in _DROPS_FIRST_LINE and text.startswith("\n"):
            write("\n")
        write(text if name in _RAW else _escaped(text))
    if not len(node):  # most elements
        return
    names = [*map(_name, node), _NOTHING]
    for child, (own, following) in zip(node, pairwise(names), strict=True):
        tail = child.tail
        is_beside_block = own in _BLOCKS or following in _BLOCKS or (not following and is_block)
        if tail and is_beside_block and _is_layout(tail):
            tail = None
        if own != _COMMENT:
            _write(child, own, _TEXT if tail else following, write)
        if tail:
            write(_escaped(tail))


def _name(node: etree._Element) -> str:
    """The name of an element of HTML; that of a foreign one has its namespace."""
    tag = node.tag
    return tag.removeprefix(X) if isinstance(tag, str) else _COMMENT


def _is_layout(text: str) -> bool:
    """Whether a text only parts the lines of a file."""
    return "\n" in text and not text.strip(_SPACES)


def _attributes(node: etree._Element, *, is_html: bool) -> str:
    return "".join(
        f" {_attribute_name(str(name))}={_value(str(value))}"
        for name, value in node.attrib.items()
        if not (is_html and name == XML_LANG)  # `lang` says the same
    )


def _value(value: str) -> str:
    return value.replace("&", "&amp;") if _is_bare(value) else f'"{_quoted(value)}"'


def _escaped(text: str) -> str:
    # A chain of `replace`: four times as fast as `translate`, since most texts have none of these.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;")


@cache
def _attribute_name(name: str) -> str:
    qualified = etree.QName(name)
    return f"{_PREFIXES.get(qualified.namespace or '', '')}{qualified.localname}"
