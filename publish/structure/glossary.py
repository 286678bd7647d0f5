"""Links terms to the glossary, and marks abbreviations.

A glossary is a definition list in a section with that role. `[tide]{.term}` links to the entry of
that name, `[tides]{term="tide"}` to another one. A part or chapter may have a glossary of its own,
which its terms link to first. The abbreviations of the manifest are marked wherever they occur in
running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from lxml import etree

from publish.context import Context
from publish.diagnostics import Report
from publish.guesses import did_you_mean
from publish.model.book import Book
from publish.model.features import TextFeature
from publish.model.markup import TERM, X, has_class
from publish.model.names import Names
from publish.model.roles import Role
from publish.model.section import Section
from publish.model.xhtml import element, source_location, text_of

_WITHOUT_ABBREVIATIONS = frozenset(f"{X}{tag}" for tag in ("abbr", "code", "pre", "math"))


def link_glossary_terms(book: Book, context: Context) -> Book:
    """Link each marked term to its entry; a term without an entry is an error."""
    glossaries = sorted(_glossaries(book), key=lambda each: len(each.sections))
    for section in () if TextFeature.GLOSSARY_TERMS in book.absent_features else book.walk():
        for node in list(section.body.iter(f"{X}span")):
            term = node.attrib.pop("term", None) if node.get("term") else None
            if term is None and not has_class(node, TERM):
                continue
            _link(node, term or _text(node), glossaries, section, context.report)
        for node in section.title_markup.iter(f"{X}span"):
            node.attrib.pop("term", None)  # a title has no links
    return book


class _Glossary(msgspec.Struct, frozen=True):
    """The anchors of a glossary's entries by case-folded term, and the sections that it is for."""

    entries: dict[str, str]
    sections: frozenset[str]


def _glossaries(book: Book) -> Iterator[_Glossary]:
    """The glossaries: of the book at the top of the spine, below that of the section above each."""
    for top in book.sections:
        if top.role is Role.GLOSSARY:
            ids = frozenset(each.id for each in book.walk())
            yield _Glossary(_entry_anchors(top, book.names), ids)
    for section in book.walk():
        for child in section.children:
            if child.role is Role.GLOSSARY:
                ids = frozenset(each.id for each in section.walk())
                yield _Glossary(_entry_anchors(child, book.names), ids)


def _entry_anchors(section: Section, names: Names) -> dict[str, str]:
    """The anchors of a glossary's entries, by case-folded term."""
    entries: dict[str, str] = {}
    for number, term in enumerate(section.body.iter(f"{X}dt"), 1):
        anchor = term.get("id") or names.claim(f"term-{section.id}-{number}")
        term.set("id", anchor)
        entries[_text(term).casefold()] = anchor
    return entries


def _link(
    node: etree._Element,
    term: str,
    glossaries: Sequence[_Glossary],
    section: Section,
    report: Report,
) -> None:
    """Link a term to the nearest glossary that has it; `glossaries` begin with the smallest."""
    word, near = term.casefold(), sorted(glossaries, key=lambda it: section.id not in it.sections)
    anchor = next((each.entries[word] for each in near if word in each.entries), None)
    if anchor is None:
        location = source_location(node, section.location.path)
        hint = (
            did_you_mean(word, [name for each in near for name in each.entries])
            or "define it there, or delete `.term`"
        )
        report.add("REF-007", f"the glossary has no entry “{term}”", location, hint=hint)
        return
    node.tag = f"{X}a"
    node.set("class", TERM)
    node.set("href", f"#{anchor}")
    node.set("role", "doc-glossref")


def mark_abbreviations(book: Book, _: Context) -> Book:
    """Wrap each abbreviation of the manifest in `abbr` with its long form."""
    if not book.abbreviations:
        return book
    longest_first = sorted(book.abbreviations, key=lambda short: (-len(short), short))
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    for section in book.walk():
        _mark_in(section.body, pattern, dict(book.abbreviations))
    return book


def _mark_in(node: etree._Element, pattern: re.Pattern[str], long: dict[str, str]) -> None:
    if node.tag in _WITHOUT_ABBREVIATIONS:
        return
    for child in list(node):
        _mark_in(child, pattern, long)
        before, elements = _split(child.tail, pattern, long)
        if elements:
            child.tail = before
            index = node.index(child) + 1
            node[index:index] = elements
    before, elements = _split(node.text, pattern, long)
    if elements:
        node.text = before
        node[0:0] = elements


def _split(
    text: str | None, pattern: re.Pattern[str], long: dict[str, str]
) -> tuple[str, list[etree._Element]]:
    """The text before the first abbreviation, and the abbreviations with their tails."""
    before, *pieces = pattern.split(text or "")
    elements = []
    for short, after in zip(pieces[::2], pieces[1::2], strict=True):
        abbreviation = element("abbr", short, title=long[short])
        abbreviation.tail = after
        elements.append(abbreviation)
    return before, elements


def _text(node: etree._Element) -> str:
    return " ".join(text_of(node).split())
