"""Writes the citations and the bibliography, with links both ways.

It runs before the notes are numbered: a style that cites in notes adds notes to the text. Works are
numbered in reading order, in which a note has the place of its call.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from publish.csl.processor import Processor
from publish.csl.style import parse_style
from publish.diagnostics import Report, Severity
from publish.guesses import did_you_mean
from publish.model.book import Book
from publish.model.markup import DATA_CITES, DATA_NARRATIVE
from publish.model.reference import BibliographyData
from publish.structure.citations.anchors import Anchors
from publish.structure.citations.citation import (
    append_runs,
    insert_note,
    sort_notes,
    write_in_text,
)
from publish.structure.citations.entries import write_entries
from publish.structure.citations.places import (
    CitationPlace,
    check_references,
    citation_places,
    number_cites,
)
from publish.structure.index.collation import sort_key


def write_citations(
    book: Book, data: BibliographyData, container: etree._Element | None, report: Report
) -> None:
    """Write all citations of a book, and its bibliography into the container."""
    style = parse_style(data.style)
    places = [
        place
        for place in citation_places(book, in_notes=style.in_notes)
        if check_references(place, data, report)
    ]
    uncited = _uncited_keys(data, report)
    _report_unused(data, places, uncited, report)
    needs_list = style.bibliography is not None and (uncited or (places and not style.in_notes))
    if container is None and needs_list:
        hint = 'add a section with the role "bibliography", or a block `::: bibliography`'
        report.add("REF-024", "no section has the bibliography", data.location, hint=hint)
        return
    _write(book, data, places, uncited, container)


def _write(
    book: Book,
    data: BibliographyData,
    places: list[CitationPlace],
    uncited: Sequence[str],
    container: etree._Element | None,
) -> None:
    style = parse_style(data.style)
    language = book.metadata.language
    anchors = Anchors(book)
    citations = [place.cites for place in places]
    narrative = [place.narrative for place in places]
    spans = [_prepare(place, anchors, language) for place in places]
    if style.in_notes:
        for section in book.walk():
            sort_notes(section.body)
        citations = number_cites(book, places, citations)
    processor = Processor(style, language, data.references, citations, uncited, sort_key(language))
    entries = processor.bibliography() if container is not None else []
    anchors.set_entries(entry.key for entry in entries)
    for index, (place, span) in enumerate(zip(places, spans, strict=True)):
        runs = processor.citation(index)
        author = processor.author(citations[index][0].key) if narrative[index] else ()
        if place.becomes_note:
            append_runs(span, runs, anchors)
            append_runs(place.node, author, anchors)
        else:
            write_in_text(span, runs, author, anchors, in_notes=style.in_notes)
    if container is not None:
        write_entries(container, entries, anchors, language)


def _prepare(place: CitationPlace, anchors: Anchors, language: str) -> etree._Element:
    """The element for the text of a citation, with its id: the citation's own, or in a new note."""
    node, narrative = place.node, place.narrative
    anchor = anchors.add_citation(cite.key for cite in place.cites)
    for attribute in (DATA_CITES, DATA_NARRATIVE):
        node.attrib.pop(attribute, None)
    if place.becomes_note:
        place.note = f"citation {anchor}"
        node = insert_note(node, place.section.body, place.note, language, narrative=narrative)
    node.set("id", anchor)
    return node


def _uncited_keys(data: BibliographyData, report: Report) -> list[str]:
    """The keys that the bibliography lists although no text cites them."""
    listed: list[str] = []
    for key in data.nocite:
        if key == "*":
            listed += list(data.references)
        elif key in data.references:
            listed.append(key)
        else:
            hint = did_you_mean(key, data.references) or "delete it, or add the work to its file"
            message = f"no reference has the key `{key}`"
            report.add("REF-020", message, data.location, hint=hint)
    return list(dict.fromkeys(listed))


def _report_unused(
    data: BibliographyData,
    places: Sequence[CitationPlace],
    uncited: Sequence[str],
    report: Report,
) -> None:
    if not data.report_unused:
        return
    used = {cite.key for place in places for cite in place.cites} | set(uncited)
    unused = [key for key in data.references if key not in used]
    if unused:
        named = ", ".join(f"`{key}`" for key in unused)
        message = f"{len(unused)} of {len(data.references)} references are not cited: {named}"
        report.add("REF-022", message, data.location, severity=Severity.WARNING)
