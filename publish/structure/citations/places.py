"""The citations of a book in reading order, with the notes that hold them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any

from lxml import etree

from publish.csl.context import Cite
from publish.diagnostics import Report
from publish.guesses import did_you_mean
from publish.model.book import Book
from publish.model.markup import DATA_CITES, DATA_NARRATIVE, DATA_NOTE, X, notes_of
from publish.model.reference import BibliographyData
from publish.model.section import Section
from publish.model.xhtml import source_location
from publish.structure.notes import note_numbers

_FIELDS = {field.name for field in fields(Cite)}


@dataclass(slots=True)
class CitationPlace:
    """A citation in the text: its element, its section, and whether it becomes a note.

    `note` is the label of the note that holds it, empty for a citation in running text.
    """

    node: etree._Element
    section: Section
    becomes_note: bool
    note: str = ""

    @property
    def written(self) -> list[dict[str, Any]]:
        """The works with what the manuscript says of each."""
        written: list[dict[str, Any]] = json.loads(self.node.get(DATA_CITES, "[]"))
        return written

    @property
    def cites(self) -> list[Cite]:
        """The works that are cited."""
        cites = [
            Cite(**{name: cite[name] for name in cite if name in _FIELDS}) for cite in self.written
        ]
        # A note names the author again: it is read by itself.
        without_author = self.narrative and not self.becomes_note
        return [replace(cite, without_author=True) for cite in cites] if without_author else cites

    @property
    def narrative(self) -> bool:
        """Whether the sentence around it names the author."""
        return self.node.get(DATA_NARRATIVE) is not None


def citation_places(book: Book, *, in_notes: bool) -> Iterator[CitationPlace]:
    """The citations in reading order, those of a note at its first call."""
    for section in book.walk():
        notes = {note.get(DATA_NOTE): note for note in notes_of(section.body)}
        inside = {node for aside in notes.values() for node in aside.iter(etree.Element)}
        calls_of_title = section.title_markup.iter(f"{X}a")
        for node in chain(calls_of_title, section.body.iter(f"{X}span", f"{X}a")):
            if node in inside:
                continue
            if node.get(DATA_CITES):
                yield CitationPlace(node, section, becomes_note=in_notes)
            elif (label := node.get(DATA_NOTE)) in notes:
                for cited in notes.pop(label).iter(f"{X}span"):
                    if cited.get(DATA_CITES):
                        yield CitationPlace(cited, section, becomes_note=False, note=label or "")


def check_references(place: CitationPlace, data: BibliographyData, report: Report) -> bool:
    """Whether all works of a citation exist; each one that does not is reported."""
    missing = [cite.key for cite in place.cites if cite.key not in data.references]
    where = source_location(place.node, place.section.location.path)
    for key in missing:
        hint = did_you_mean(key, data.references)
        hint = hint or "write `\\@` for the character itself"
        report.add("REF-020", f"no reference has the key `{key}`", where, hint=hint)
    if missing:
        place.node.text = "".join(f"@{cite.key}" for cite in place.cites)
        place.node.attrib.pop(DATA_CITES)
    return not missing


def number_cites(
    book: Book, places: list[CitationPlace], citations: list[list[Cite]]
) -> list[list[Cite]]:
    """The cites with the numbers of the notes that hold them, which count by file of the book."""
    numbers: dict[str, tuple[str, dict[str, int]]] = {}
    for opening in book.opening_sections():
        sections = list(opening.in_file())
        in_file = note_numbers(sections)
        numbers |= {section.id: (opening.id, in_file) for section in sections}
    result = []
    for place, cites in zip(places, citations, strict=True):
        chapter, in_file = numbers[place.section.id]
        note = in_file.get(place.note, 0)
        result.append([replace(cite, note=note, chapter=chapter) for cite in cites])
    return result
