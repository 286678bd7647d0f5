"""Makes the proof sheet of a book: builds its PDF, and reads it as an editor does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from publish.context import Context
from publish.diagnostics import Report
from publish.files import temporary_folder
from publish.importers.bookfolder.report import REVIEW
from publish.importers.bookfolder.sheet import unanswered
from publish.model.book import Book
from publish.pipeline import build, editions_with_books
from publish.pipeline.checks import shown_book
from publish.pipeline.earlier import latest_release, manuscript_text
from publish.pipeline.selection import first_edition, stop_on_changes
from publish.proofing.evidence import Facts, Question
from publish.proofing.facts import ProofSheet
from publish.proofing.gather import gather_proof
from publish.releases.changes import BookChanges, compare
from publish.sources.files.manuscript_lines import manuscript_lines
from publish.sources.files.snapshot import record_reads

_HINT = 'add one to the manifest: a table [editions.pdf] with format = "pdf"'


class ProofRequest(msgspec.Struct, frozen=True):
    """What of a book to proof: an edition, by default the first with pages; and the release
    `since` which it changed, by default the newest one below `dist`."""

    edition: str | None = None
    since: Path | None = None
    dist: Path = Path("dist")


def make_proof(folder: Path, request: ProofRequest, context: Context) -> tuple[str, ProofSheet]:
    """The proof sheet of a book, after the name of the product that it is of.

    The PDF is built as `publish build` does, and taken from the cache where nothing changed. Raises
    what a build raises, and `UsageError` where no edition has pages.
    """
    name = first_edition(folder, request.edition, lambda each: each.has_pages, "with pages", _HINT)
    with record_reads(folder) as files_read, temporary_folder() as scratch:
        out = scratch / "out"  # a build locks its folder, and the scratch folder is locked
        (artifact,) = build(folder, [name], out, context)
        quiet = context.with_report(Report())
        edition, book = next(editions_with_books(folder, [name], quiet))
        shown = shown_book(book, edition, Report())
        facts = Facts(artifact, list(context.report), list(_questions(book)))
        sheet = gather_proof(shown, edition, facts, None, quiet)
        changes = _changes(folder, book, sheet, request)
        stop_on_changes(files_read.changed(), "proof")
        return artifact.path.stem, replace(sheet, changes=changes)


def _questions(book: Book) -> Iterator[Question]:
    """The open questions of the import that a book is from, on its review sheet."""
    if not book.open_questions:
        return
    lines = manuscript_lines(book.folder)(str(book.folder / REVIEW))
    found = [Question(title, f"{REVIEW}:{line}") for title, line in unanswered(lines)]
    count = book.open_questions
    yield from found or [Question(f"open questions of the import: {count}", "book.toml")]


def _changes(
    folder: Path, book: Book, sheet: ProofSheet, request: ProofRequest
) -> BookChanges | None:
    earlier = latest_release(request.dist / book.name, request.since)
    if earlier is None:
        return None
    pages = {
        row.id: {sheet.edition: sheet.pages[row.page].folio}
        for row in sheet.outline
        if row.page is not None
    }
    return compare(earlier, manuscript_text(folder, book, pages))
