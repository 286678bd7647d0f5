"""The Python interface for books that are written for other programs."""

from __future__ import annotations

from pathlib import Path

import msgspec

from publish.context import Context, make_context
from publish.diagnostics import Diagnostic


class ExportResult(msgspec.Struct, frozen=True):
    """A book that was written for other programs.

    `files` are the names of what is in the folder `path`; `left_out` counts what has no place in
    the format, by kind, of which the `report` says more.
    """

    path: Path
    edition: str
    files: list[str]
    left_out: dict[str, int]
    report: Path
    diagnostics: list[Diagnostic]


def export_formats() -> list[str]:
    """The names of the formats that a book is exported to."""
    from publish.exporters.table import EXPORT_FORMATS

    return list(EXPORT_FORMATS)


def export_book(
    folder: str | Path,
    target: str | Path,
    to: str,
    edition: str | None = None,
    *,
    context: Context | None = None,
) -> ExportResult:
    """Write a book as the folder `target` for other programs, in the format `to`.

    `edition` names the one whose text is exported, by default the first, or the first of the format
    that the files are those of. An existing folder is replaced if an export wrote it and nobody has
    changed it since. Raises `ContentError` for errors of the book and for such changes.
    """
    from publish.exporters.report import REPORT
    from publish.pipeline.exporting import export_book as export

    context, path = context or make_context(), Path(target)
    chosen, exported = export(Path(folder), to, path, edition, context)
    left_out = {str(kind): entry.count for kind, entry in exported.ledger.rows()}
    files = sorted([*exported.files, REPORT])
    return ExportResult(path, chosen.name, files, left_out, path / REPORT, list(context.report))
