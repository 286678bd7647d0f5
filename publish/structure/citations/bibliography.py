"""Writes the citations and the bibliography, with links both ways.

It runs before the notes are numbered: a style that cites in notes adds notes to the text. Works are
numbered in reading order, in which a note has the place of its call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from publish.csl.style import parse_style
from publish.diagnostics import Report, Severity
from publish.guesses import did_you_mean
from publish.model.book import Book
from publish.model.markup import DATA_CITES, DATA_NARRATIVE
from publish.model.reference import BibliographyData, Citation
from publish.model.xhtml import source_location
from publish.structure.citations.citation import insert_note, sort_notes
from publish.structure.citations.groups import WrittenCitation, groups_of, write_group
from publish.structure.citations.lists import BibliographyList
from publish.structure.citations.places import (
    CitationPlace,
    check_references,
    citation_places,
    number_cites,
)


def write_citations(
    book: Book, data: BibliographyData, lists: Sequence[BibliographyList], report: Report
) -> Mapping[str, Citation]:
    """Write all citations of a book, and its bibliography into the lists; the citations by their
    anchors."""
    style = parse_style(data.style)
    places = [
        place
        for place in citation_places(book, in_notes=style.in_notes)
        if check_references(place, data, report)
    ]
    uncited = _uncited_keys(data, report)
    _report_unused(data, places, uncited, report)
    if style.bibliography is not None:
        listed = [] if style.in_notes else places
        if not _has_lists(data, lists, listed, uncited, report):
            return {}
    return _write(book, data, places, uncited, lists)


def _has_lists(
    data: BibliographyData,
    lists: Sequence[BibliographyList],
    places: Sequence[CitationPlace],
    uncited: Sequence[str],
    report: Report,
) -> bool:
    """Whether a list has each of the works; the first citation without one is reported."""
    hint = 'add a section with the role "bibliography", or a block `::: bibliography`'
    if not lists and (uncited or places):
        report.add("REF-024", "no section has the bibliography", data.location, hint=hint)
        return False
    for place in places:
        if not any(each.is_for(place.section.id) for each in lists):
            message = "no bibliography has the works that are cited here"
            where = source_location(place.node, place.section.location.path)
            report.add("REF-024", message, where, hint=hint)
            return False
    if uncited and all(each.sections is not None for each in lists):
        message = "no bibliography has the works of `nocite`: all are of a chapter or part"
        report.add("REF-024", message, data.location, hint=hint)
        return False
    return True


def _write(
    book: Book,
    data: BibliographyData,
    places: list[CitationPlace],
    uncited: Sequence[str],
    lists: Sequence[BibliographyList],
) -> Mapping[str, Citation]:
    style = parse_style(data.style)
    citations = [place.cites for place in places]
    as_written = [Citation(tuple(place.written), place.narrative) for place in places]
    narrative = [place.narrative for place in places]
    spans = [_prepare(place, number, book) for number, place in enumerate(places, start=1)]
    if style.in_notes:
        for section in book.walk():
            sort_notes(section.body)
        citations = number_cites(book, places, citations)
    written = [
        WrittenCitation(*each) for each in zip(places, spans, citations, narrative, strict=True)
    ]
    for group in groups_of(written, lists):
        write_group(book, data, group, uncited)
    anchors = [span.get("id", "") for span in spans]
    return dict(zip(anchors, as_written, strict=True))


def _prepare(place: CitationPlace, number: int, book: Book) -> etree._Element:
    """The element for the text of a citation, with its id: the citation's own, or in a new note."""
    node, narrative = place.node, place.narrative
    anchor = book.names.claim(f"citation-{number}")
    for attribute in (DATA_CITES, DATA_NARRATIVE):
        node.attrib.pop(attribute, None)
    if place.becomes_note:
        place.note = f"citation {anchor}"
        node = insert_note(
            node, place.section.body, place.note, book.metadata.language, narrative=narrative
        )
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
