"""Writes the citations and the bibliography, with links both ways.

Runs before the notes are numbered: a style that cites in notes adds notes to the text. The works
are counted in reading order, in which a note stands where it is called.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from lxml import etree

from publish.csl.context import Cite
from publish.csl.processor import Processor
from publish.csl.style import parse_style
from publish.diagnostics import Report, Severity, did_you_mean
from publish.model.book import Book
from publish.model.reference import BibliographyData
from publish.model.section import Section
from publish.model.xhtml import X, source_location
from publish.structure.citations.anchors import Anchors
from publish.structure.citations.citation import (
    CitationText,
    sort_notes,
    write_in_note,
    write_in_text,
)
from publish.structure.citations.entries import write_entries
from publish.structure.index.collation import sort_key

_FIELDS = {field.name for field in fields(Cite)}


@dataclass(frozen=True, slots=True)
class _CitationPlace:
    """A citation in the text: its element, the section it stands in, whether it gets a note."""

    node: etree._Element
    section: Section
    becomes_note: bool

    @property
    def cites(self) -> list[Cite]:
        written = json.loads(self.node.get("data-cites", "[]"))
        cites = [Cite(**{name: cite[name] for name in cite if name in _FIELDS}) for cite in written]
        # A note tells the author again: it is read by itself.
        without = self.narrative and not self.becomes_note
        return [replace(cite, without_author=True) for cite in cites] if without else cites

    @property
    def narrative(self) -> bool:
        return self.node.get("data-narrative") is not None


def write_citations(
    book: Book, apparatus: BibliographyData, container: etree._Element | None, report: Report
) -> None:
    """Write all citations of a book, and its bibliography where `container` is."""
    style = parse_style(apparatus.style)
    places = [
        place
        for place in _citation_places(book, in_notes=style.in_notes)
        if _check_references(place, apparatus, report)
    ]
    listed = _uncited_keys(apparatus, report)
    _report_unused(apparatus, places, listed, report)
    lists = style.bibliography is not None and bool(listed or (places and not style.in_notes))
    if container is None and lists:
        hint = 'add a section with the role "bibliography", or a block `::: bibliography`'
        report.add("REF-024", "no section holds the bibliography", apparatus.location, hint=hint)
        return
    _write_all(book, places, listed, container)


def _write_all(
    book: Book,
    places: Sequence[_CitationPlace],
    listed: Sequence[str],
    container: etree._Element | None,
) -> None:
    assert book.bibliography is not None, "cite_works looked"
    style = parse_style(book.bibliography.style)
    citations = [place.cites for place in places]
    language = book.metadata.language
    processor = Processor(
        style, language, book.bibliography.references, citations, listed, sort_key(language)
    )
    entries = processor.bibliography() if container is not None else []
    anchors = Anchors(book, (entry.key for entry in entries))
    for index, place in enumerate(places):
        author = processor.author(citations[index][0].key) if place.narrative else ()
        text = CitationText(
            runs=processor.citation(index),
            author=author,
            anchor=anchors.add_citation(cite.key for cite in citations[index]),
        )
        for attribute in ("data-cites", "data-narrative"):
            place.node.attrib.pop(attribute, None)
        if place.becomes_note:
            write_in_note(place.node, place.section.body, text, anchors, language)
        else:
            write_in_text(place.node, text, anchors, stops=style.in_notes)
    for section in book.walk() if style.in_notes else ():
        sort_notes(section.body)
    if container is not None:
        write_entries(container, entries, anchors, language)


def _citation_places(book: Book, *, in_notes: bool) -> Iterator[_CitationPlace]:
    """The citations in reading order, those of a note where it is called first."""
    for section in book.walk():
        notes = {
            aside.get("data-note"): aside
            for aside in section.body.iter(f"{X}aside")
            if aside.get("class") == "footnote"
        }
        inside = {node for aside in notes.values() for node in aside.iter(etree.Element)}
        for node in section.body.iter(f"{X}span", f"{X}a"):
            if node in inside:
                continue
            if node.get("data-cites"):
                yield _CitationPlace(node, section, becomes_note=in_notes)
            elif (label := node.get("data-note")) in notes:
                for cited in notes.pop(label).iter(f"{X}span"):
                    if cited.get("data-cites"):
                        yield _CitationPlace(cited, section, becomes_note=False)


def _check_references(place: _CitationPlace, apparatus: BibliographyData, report: Report) -> bool:
    """Whether all works of a citation are there; each that is not is reported."""
    missing = [cite.key for cite in place.cites if cite.key not in apparatus.references]
    where = source_location(place.node, place.section.location.path)
    for key in missing:
        hint = did_you_mean(key, apparatus.references)
        hint = hint or "write `\\@` where the sign itself is meant"
        report.add("REF-020", f"no reference has the key `{key}`", where, hint=hint)
    if missing:
        place.node.text = "".join(f"@{cite.key}" for cite in place.cites)
        place.node.attrib.pop("data-cites")
    return not missing


def _uncited_keys(apparatus: BibliographyData, report: Report) -> list[str]:
    """The keys that the bibliography holds uncited."""
    listed: list[str] = []
    for key in apparatus.nocite:
        if key == "*":
            listed += list(apparatus.references)
        elif key in apparatus.references:
            listed.append(key)
        else:
            hint = did_you_mean(key, apparatus.references)
            message = f"no reference has the key `{key}`"
            report.add("REF-020", message, apparatus.location, hint=hint)
    return list(dict.fromkeys(listed))


def _report_unused(
    apparatus: BibliographyData,
    places: Sequence[_CitationPlace],
    listed: Sequence[str],
    report: Report,
) -> None:
    if not apparatus.report_unused:
        return
    used = {cite.key for place in places for cite in place.cites} | set(listed)
    unused = [key for key in apparatus.references if key not in used]
    if unused:
        named = ", ".join(f"`{key}`" for key in unused)
        message = f"{len(unused)} of {len(apparatus.references)} references are not cited: {named}"
        report.add("REF-022", message, apparatus.location, severity=Severity.WARNING)
