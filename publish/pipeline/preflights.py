"""Makes the preflight page of an edition for a printer: builds its files, and reads them."""

from __future__ import annotations

from pathlib import Path

from publish.config.manifest import edition_formats
from publish.context import Context
from publish.diagnostics import Report
from publish.errors import UsageError
from publish.model.formats import format_of
from publish.pipeline import build, editions_with_books
from publish.pipeline.selection import match_names
from publish.preflight.gather import gather_preflight
from publish.preflight.page import preflight_page

_HINT = 'add one to the manifest: [editions.print] with format = "print" and a printer'


def make_preflight(
    folder: Path, asked: str | None, out: Path, context: Context
) -> tuple[Path, str]:
    """The folder with the files of an edition, by default the first for a printer, and the page.

    The files are built into `out` where anything changed. Raises what a build raises, and
    `UsageError` where no edition is for a printer.
    """
    name = _edition(folder, asked)
    (artifact,) = build(folder, [name], out, context)
    edition, book = next(editions_with_books(folder, [name], context.with_report(Report())))
    sheet = gather_preflight(artifact.path, book, edition)
    return artifact.path, preflight_page(sheet, book.metadata.language, book.direction)


def _edition(folder: Path, asked: str | None) -> str:
    formats = edition_formats(folder)
    names = match_names(formats, [asked] if asked else [])
    printed = [name for name in names if format_of(formats[name]).prints_pages]
    if printed:
        return printed[0]
    others = [name for name in formats if format_of(formats[name]).prints_pages]
    hint = f"those for a printer: {', '.join(others)}" if others else _HINT
    subject = f"`{asked}` is no edition for a printer" if asked else "no edition is for a printer"
    raise UsageError(f"{folder}: {subject}", hint=hint)
