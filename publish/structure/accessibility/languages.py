"""Passages in another script than their language's, which a voice would spell or skip
(WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from publish.model.book import Book
from publish.model.script import non_ascii, script_of
from publish.model.section import Section
from publish.model.xhtml import X
from publish.structure.accessibility.findings import (
    AuthoredText,
    Finding,
    language_at,
    location_in,
)

_CODE = frozenset(f"{X}{name}" for name in ("code", "kbd", "pre", "samp"))
_MATH = "{http://www.w3.org/1998/Math/MathML}"

# The signs of a script, and how many in a row make a passage: a letter or two are a symbol or an
# example. Of Latin it takes words, since names and terms stand in a text of any script.
_SIGNS = {
    "Grek": ("\u0370-\u03ff\u1f00-\u1fff", 3),
    "Cyrl": ("\u0400-\u052f", 3),
    "Hebr": ("\u0590-\u05ff", 2),
    "Arab": ("\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff", 2),
    "Deva": ("\u0900-\u097f", 2),
    "Kana": ("\u3041-\u30ff", 2),
    "Hang": ("\uac00-\ud7af", 2),
    "Han": ("\u3400-\u9fff\U00020000-\U000323af", 2),
}
_OWN = {
    "Hans": {"Han"}, "Hant": {"Han"}, "Jpan": {"Han", "Kana"}, "Kore": {"Hang", "Han"},
}  # fmt: skip
_LATIN = r"(?P<Latn>(?:[A-Za-z\u00c0-\u024f]+[ \u00a0’'-]+){3,}[A-Za-z\u00c0-\u024f]{2,})"
_EXAMPLES = {
    "Grek": "el", "Cyrl": "ru", "Hebr": "he", "Arab": "ar", "Deva": "hi", "Kana": "ja",
    "Hang": "ko", "Han": "zh", "Latn": "en",
}  # fmt: skip


def check_languages(text: AuthoredText) -> Iterator[Finding]:
    """ACC-007 for the first passage of each run of text in a script that its language lacks."""
    foreign = {each.id for each in text.book.walk() if _may_hold(each, text.book)}
    for section, root in text.passages:
        for node, passage in _texts(root) if section.id in foreign else ():
            language = language_at(node, section, text.book)
            if found := _foreign(script_of(language)).search(passage):
                tag = _EXAMPLES[found.lastgroup or "Latn"]
                message = f"`{found[0].strip()}` stands in a text in the language `{language}`"
                hint = f"say its language: [{found[0].strip()}]{{lang={tag}}}"
                yield Finding("ACC-007", message, location_in(section, node), hint)


def _may_hold(section: Section, book: Book) -> bool:
    """Whether a text may hold such a passage; most are in one language of Latin letters."""
    markup = book.markup_of(section)
    if b' lang="' in markup or script_of(section.language or book.metadata.language) != "Latn":
        return True
    signs = non_ascii(markup)
    return any(map(_has_script, set(signs))) and _foreign("Latn").search(signs) is not None


@cache
def _has_script(sign: str) -> bool:
    """Whether a sign is of a script that is not Latin; to compile a pattern for it takes longer."""
    runs = "".join(signs for signs, _ in _SIGNS.values())
    return any(first <= sign <= last for first, last in zip(runs[::3], runs[2::3], strict=True))


def _texts(node: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Each run of text with the element whose language holds for it; code and formulas are none."""
    if node.tag in _CODE or str(node.tag).startswith(_MATH):
        return
    if node.text:
        yield node, node.text
    for child in node.iterchildren(etree.Element):
        yield from _texts(child)
        if child.tail:
            yield node, child.tail


@cache
def _foreign(own: str) -> re.Pattern[str]:
    """What finds a passage in another script than the one, or those, of a language."""
    kept = _OWN.get(own, {own})
    parts = [
        f"(?P<{name}>[{signs}][{signs}\\s]*[{signs}])"
        if least == 2
        else f"(?P<{name}>[{signs}]{{{least},}}[{signs}\\s]*)"
        for name, (signs, least) in _SIGNS.items()
        if name not in kept
    ]
    return re.compile("|".join(parts if own == "Latn" else [*parts, _LATIN]))
