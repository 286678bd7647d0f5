"""Passages in a foreign script, which a screen reader would spell or skip (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from publish.model.book import Book
from publish.model.markup import MATHML, X
from publish.model.script import non_ascii, script_of
from publish.model.section import Section
from publish.structure.accessibility.findings import (
    AuthoredText,
    Finding,
    is_of_works,
    language_at,
    location_in,
)

_NO_PROSE = frozenset(f"{X}{name}" for name in ("code", "kbd", "pre", "samp", "rt", "rp"))

# The characters of a script, and how many in a row make a passage: a letter or two may be a symbol
# or an example. Latin takes several words, since names and terms occur in texts of any script.
_CHARACTERS = {
    "Grek": ("\u0370-\u03ff\u1f00-\u1fff", 3),
    "Cyrl": ("\u0400-\u052f", 3),
    "Hebr": ("\u0590-\u05ff", 2),
    "Arab": ("\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff", 2),
    "Deva": ("\u0900-\u097f", 2),
    "Kana": ("\u3041-\u30ff", 2),
    "Hang": ("\uac00-\ud7af", 2),
    "Han": ("\u3400-\u9fff\U00020000-\U000323af", 2),
}
_EXPECTED = {
    "Hans": {"Han"}, "Hant": {"Han"}, "Jpan": {"Han", "Kana"}, "Kore": {"Hang", "Han"},
}  # fmt: skip
_LATIN = r"(?P<Latn>(?:[A-Za-z\u00c0-\u024f]+[ \u00a0’'-]+){3,}[A-Za-z\u00c0-\u024f]{2,})"
_EXAMPLES = {
    "Grek": "el", "Cyrl": "ru", "Hebr": "he", "Arab": "ar", "Deva": "hi", "Kana": "ja",
    "Hang": "ko", "Han": "zh", "Latn": "en",
}  # fmt: skip


def check_languages(text: AuthoredText) -> Iterator[Finding]:
    """ACC-007 for the first passage of each text run in a script that its language lacks."""
    suspects = {each.id for each in text.book.walk() if _may_have_foreign(each, text.book)}
    for section, root in text.roots:
        for node, run in _text_runs(root) if section.id in suspects else ():
            language = language_at(node, section, text.book)
            if match := _foreign(script_of(language)).search(run):
                passage, tag = match[0].strip(), _EXAMPLES[match.lastgroup or "Latn"]
                message = f"`{passage}` is not in the script of its language, `{language}`"
                hint = f"mark its language: [{passage}]{{lang={tag}}}"
                yield Finding("ACC-007", message, location_in(section, node), hint)


def _may_have_foreign(section: Section, book: Book) -> bool:
    """Whether a text may have such a passage; most are in one language with the Latin script."""
    markup = book.markup_of(section)
    if b' lang="' in markup or script_of(section.language or book.metadata.language) != "Latn":
        return True
    characters = non_ascii(markup)
    if not any(map(_is_foreign, set(characters))):
        return False
    return _foreign("Latn").search(characters) is not None


@cache
def _is_foreign(character: str) -> bool:
    """Whether a character is of another script than Latin, without compiling a pattern."""
    ranges = "".join(characters for characters, _ in _CHARACTERS.values())
    bounds = zip(ranges[::3], ranges[2::3], strict=True)
    return any(first <= character <= last for first, last in bounds)


def _text_runs(node: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Each text run with the element of its language; not code, formulas, readings, works."""
    if node.tag in _NO_PROSE or str(node.tag).startswith(f"{{{MATHML}}}") or is_of_works(node):
        return
    if node.text:
        yield node, node.text
    for child in node.iterchildren(etree.Element):
        yield from _text_runs(child)
        if child.tail:
            yield node, child.tail


@cache
def _foreign(script: str) -> re.Pattern[str]:
    """A pattern for passages in other scripts than those of a language."""
    expected = _EXPECTED.get(script, {script})
    patterns = [
        f"(?P<{name}>[{of}][{of}\\s]*[{of}])"
        if least == 2
        else f"(?P<{name}>[{of}]{{{least},}}[{of}\\s]*)"
        for name, (of, least) in _CHARACTERS.items()
        if name not in expected
    ]
    return re.compile("|".join(patterns if script == "Latn" else [*patterns, _LATIN]))
