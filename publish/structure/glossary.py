"""Links terms to the glossary, and spells abbreviations out.

The glossary is a definition list in the section of that role. `[tide]{.term}` links to the entry of
that name, `[tides]{term="tide"}` to one of another name. The abbreviations of the manifest are
marked wherever they stand in running text.
"""

from __future__ import annotations

import re

from lxml import etree

from publish.diagnostics import Report, did_you_mean
from publish.model.book import Book
from publish.model.features import TextFeature
from publish.model.roles import Role
from publish.model.section import Section
from publish.model.xhtml import X, element, source_location, text_of

_KEPT_WHOLE = frozenset(f"{X}{tag}" for tag in ("abbr", "code", "pre", "math"))


def link_glossary_terms(book: Book, report: Report) -> Book:
    """Every marked term points to its entry; one that has none is reported."""
    entries: dict[str, str] = {}
    for section in book.walk():
        if section.role is Role.GLOSSARY:
            entries |= _name_entries(section)
    for section in () if TextFeature.GLOSSARY_TERMS in book.absent_features else book.walk():
        for node in list(section.body.iter(f"{X}span")):
            wanted = node.attrib.pop("term", None) if node.get("term") else None
            if wanted is None and "term" not in node.get("class", "").split():
                continue
            _link(node, wanted or _text(node), entries, section, report)
    return book


def _name_entries(section: Section) -> dict[str, str]:
    """The anchors of a glossary's terms, by the term in any case."""
    entries: dict[str, str] = {}
    for number, term in enumerate(section.body.iter(f"{X}dt"), 1):
        anchor = term.get("id") or f"term-{section.id}-{number}"
        term.set("id", anchor)
        entries[_text(term).casefold()] = anchor
    return entries


def _link(
    node: etree._Element, wanted: str, entries: dict[str, str], section: Section, report: Report
) -> None:
    anchor = entries.get(wanted.casefold())
    if anchor is None:
        place = source_location(node, section.location.path)
        hint = did_you_mean(wanted.casefold(), entries)
        report.add("REF-007", f"the glossary has no entry “{wanted}”", place, hint=hint)
        return
    node.tag = f"{X}a"
    node.set("class", "term")
    node.set("href", f"#{anchor}")
    node.set("role", "doc-glossref")


def mark_abbreviations(book: Book, _: Report) -> Book:
    """Wrap every abbreviation of the manifest in `abbr` with its long form."""
    if not book.abbreviations:
        return book
    longest_first = sorted(book.abbreviations, key=lambda short: (-len(short), short))
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    for section in book.walk():
        _spell(section.body, pattern, dict(book.abbreviations))
    return book


def _spell(node: etree._Element, pattern: re.Pattern[str], long: dict[str, str]) -> None:
    if node.tag in _KEPT_WHOLE:
        return
    for child in list(node):
        _spell(child, pattern, long)
        before, marked = _marked(child.tail, pattern, long)
        if marked:
            child.tail = before
            at = node.index(child) + 1
            node[at:at] = marked
    before, marked = _marked(node.text, pattern, long)
    if marked:
        node.text = before
        node[0:0] = marked


def _marked(
    text: str | None, pattern: re.Pattern[str], long: dict[str, str]
) -> tuple[str, list[etree._Element]]:
    """The text before the first abbreviation, and each with what follows it as its tail."""
    before, *pieces = pattern.split(text or "")
    marked = []
    for short, after in zip(pieces[::2], pieces[1::2], strict=True):
        abbreviation = element("abbr", short, title=long[short])
        abbreviation.tail = after
        marked.append(abbreviation)
    return before, marked


def _text(node: etree._Element) -> str:
    return " ".join(text_of(node).split())
