"""The spine of a book whose Word file was exported from it: every section is what it was there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from publish.importers.bookfolder import ImportedSection
from publish.importers.documents.word.citations import BIBLIOGRAPHY
from publish.model.exported import ExportedBook, ExportedSection
from publish.model.roles import Matter, Role

_CONTAINERS = (Role.PART, Role.VOLUME)
# What the book writes into a section with such a role, unless it has a text of its own.
_WRITTEN = (Role.ENDNOTES,)
_COUNTED = "1"  # any number: the book counts it


def exported_spine(
    sections: Sequence[ImportedSection], facts: ExportedBook
) -> list[ImportedSection]:
    """The sections with role, matter and numbers; a new one is like those around it."""
    known = {section.id: section for section in facts.sections}
    spine = list(_placed(sections, None, known, Matter.BODY))
    for section in spine:
        for each in section.walk():
            each.matter = section.matter
    return spine


def _placed(
    sections: Sequence[ImportedSection],
    parent: ImportedSection | None,
    known: Mapping[str, ExportedSection],
    matter: Matter,
) -> Iterator[ImportedSection]:
    for section in sections:
        fact = known.get(section.name or "")
        if fact is None:
            _place_new(section, parent, matter)
        else:
            _place(section, fact)
        matter = section.matter
        section.children = list(_placed(section.children, section, known, matter))
        yield section


def _place_new(section: ImportedSection, parent: ImportedSection | None, matter: Matter) -> None:
    is_chapter = parent is None or parent.role in _CONTAINERS
    section.role = Role.CHAPTER if is_chapter else Role.SECTION
    section.matter = matter
    has_number = matter is Matter.BODY and (parent is None or parent.number is not None)
    section.number = _COUNTED if has_number else None


def _place(section: ImportedSection, fact: ExportedSection) -> None:
    section.role, section.matter = fact.role, fact.matter
    section.missing = fact.missing
    section.number = fact.number or None
    section.start = fact.start
    section.fixed_number = fact.fixed_number or None
    if fact.role is Role.INDEX and not section.blocks:
        section.title = section.markup = None
    if fact.role is Role.BIBLIOGRAPHY and list(section.blocks) == [BIBLIOGRAPHY]:
        section.blocks = []
    if fact.role in _WRITTEN and section.blocks:
        section.role = Role.AFTERWORD
