"""Explains why a section has its number."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.book import Book
from publish.model.section import Section, heading_text
from publish.structure.counting import SectionCount, count_sections


def find_sections(book: Book, name: str) -> list[Section]:
    """The sections with that number ("3.2"), label ("Part I") or id."""
    folded = name.strip().casefold()
    return [section for section in book.walk() if folded in _names(section)]


def _names(section: Section) -> set[str]:
    names = (section.number, section.label, section.id)
    return {name.casefold() for name in names if name}


def explain_number(book: Book, section: Section) -> Iterator[str]:
    """Lines that explain the number of a section and of its ancestors."""
    counts = {count.section.id: count for count in count_sections(book)}
    settled = {each.id: each for each in book.walk()}
    yield heading_text(section)
    count: SectionCount | None = counts[section.id]
    while count:
        yield from _reasons(count, settled[count.section.id])
        count = counts[count.parent.id] if count.parent else None


def _reasons(count: SectionCount, section: Section) -> Iterator[str]:
    start = f"  {section.location}: {section.rank} “{section.title}”, level {section.level}"
    yield f"{start}, has {section.number or 'no number'}"
    yield f"    because {count.reason}"
    if section.number is None or section.number_request.number is not None:
        return
    scheme = count.scheme
    scope = "restarts under each parent" if scheme.restart else "continues across parents"
    yield f"    {section.rank.plural} use the numeral {scheme.numeral}; the count {scope}"
    if scheme.compose and count.parent and "." in section.number:
        yield f"    it follows the number of “{count.parent.title}” (compose)"
    if scheme.label:
        yield f"    it is printed as “{section.label}” (label {scheme.label!r})"
