"""Metadata that pages and packages show: refused where XML cannot represent it."""

from __future__ import annotations

from publish.diagnostics import ContentError, Location, Report
from publish.model.book import Book


def check_metadata(book: Book, report: Report) -> None:
    """Report texts with invalid characters (OUT-001); raises `ContentError` for any error."""
    metadata = book.metadata
    texts = {
        "title": [metadata.title],
        "subtitle": [metadata.subtitle],
        "title-sort": [metadata.title_sort],
        "series": [metadata.series],
        "authors": [text for author in metadata.authors for text in (author.name, author.sort)],
        "identifier": [metadata.identifier],
        "publisher": [metadata.publisher],
        "place": [metadata.place],
        "version": [metadata.version],
        "description": [metadata.description],
        "subjects": list(metadata.subjects),
        "rights": [metadata.rights],
        "edition-statement": [metadata.edition_statement],
        "funding": [text for each in metadata.funding for text in (each.funder, each.award)],
    }
    for name, values in texts.items():
        for character in filter(None, map(_first_invalid, values)):
            message = f"`{name}` contains the control character U+{ord(character):04X}"
            location = Location(str(book.folder / "book.toml"))
            report.add("OUT-001", message, location, hint="remove it")
    if report.errors:
        raise ContentError(report)


def _first_invalid(text: str) -> str | None:
    """The first character that is not valid in XML (1.0, 2.2); a pattern of all is slow."""
    return next((character for character in text if not _is_valid_in_xml(character)), None)


def _is_valid_in_xml(character: str) -> bool:
    if character < " ":
        return character in "\t\n\r"
    return not ("\ud800" <= character <= "\udfff" or character in "\ufffe\uffff")
