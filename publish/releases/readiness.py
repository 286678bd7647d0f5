"""What a release needs beyond what a build does: it is for others, who file it and cite it."""

from __future__ import annotations

from collections.abc import Iterator

from publish.config.manifest import Manifest
from publish.config.text import is_blank
from publish.diagnostics import Report

_CODE = "REL-001"


def check_readiness(manifest: Manifest, report: Report) -> None:
    """REL-001 for each thing that is missing; a book without title or language is not even read."""
    for key, what, hint in _missing(manifest):
        place = manifest.location_of("book", key)
        report.add(_CODE, f"a release needs {what}", place, hint=f"{hint} under [book]")


def _missing(manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    """The key, what it is, and what to write."""
    book, editions = manifest.tables.book, manifest.editions.values()
    if not any(_name(author) for author in book.authors):
        yield "authors", "a contributor", 'add authors = ["…"]'
    isbns = [book.isbn, *(edition.isbn for edition in editions)]
    if all(map(is_blank, (book.identifier, book.doi, *isbns))):
        hint = 'add isbn = "978…", or identifier = "urn:uuid:…" (`uuidgen` prints one),'
        yield "identifier", "an identifier of its own", hint
    if is_blank(book.rights) and is_blank(book.licence):
        hint = 'add licence = "CC-BY-4.0", or rights = "All rights reserved",'
        yield "rights", "a licence or the rights", hint
    if not manifest.has("book", "version") or is_blank(book.version):
        yield "version", "a version", 'add version = "1.0"'


def _name(author: object) -> str:
    return str(author if isinstance(author, str) else getattr(author, "name", "")).strip()
