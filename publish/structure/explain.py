"""Tells why a section has its number."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.book import Book
from publish.model.section import Section, heading_text
from publish.structure.counting import SectionCount, count_sections


def find_sections(book: Book, name: str) -> list[Section]:
    """The sections that a number ("3.2"), a label ("Part I") or an id names."""
    wanted = name.strip().casefold()
    return [section for section in book.walk() if wanted in _names(section)]


def _names(section: Section) -> set[str]:
    named = (section.number, section.label, section.id)
    return {text.casefold() for text in named if text}


def explain_number(book: Book, section: Section) -> Iterator[str]:
    """Lines that tell how the section came by its number, and that of each section above it."""
    counts = {count.section.id: count for count in count_sections(book)}
    settled = {each.id: each for each in book.walk()}
    yield heading_text(section)
    at: SectionCount | None = counts[section.id]
    while at:
        yield from _reasons(at, settled[at.section.id])
        at = counts[at.parent.id] if at.parent else None


def _reasons(count: SectionCount, section: Section) -> Iterator[str]:
    place = f"  {section.location}: {section.rank} “{section.title}”, level {section.level}"
    yield f"{place}, has {section.number or 'no number'}"
    yield f"    because {count.reason}"
    if section.number is None or section.number_request.number is not None:
        return
    scheme = count.scheme
    habit = "restarts under each parent" if scheme.restart else "runs on across parents"
    yield f"    {section.rank.plural} are written as {scheme.numeral} and the count {habit}"
    if scheme.compose and count.parent and settled_number(section):
        yield f"    it stands behind the number of “{count.parent.title}” (compose)"
    if scheme.label:
        yield f"    it is printed as “{section.label}” (label {scheme.label!r})"


def settled_number(section: Section) -> bool:
    """Whether the number has more than one part."""
    return section.number is not None and "." in section.number
