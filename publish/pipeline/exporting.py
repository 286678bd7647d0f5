"""Exports a book: from its folder to files for other programs."""

from __future__ import annotations

from pathlib import Path

from publish.context import Context
from publish.diagnostics import Report
from publish.exporters.content import Exported, ExportSource
from publish.exporters.placing import check_target, write_folder
from publish.exporters.report import REPORT, format_report
from publish.exporters.table import find_export_format
from publish.files import temporary_folder
from publish.model.book import Edition
from publish.pipeline import build
from publish.pipeline.selection import editions_with_books, stop_on_changes, stop_on_errors
from publish.sources.files.snapshot import record_reads


def export_book(
    folder: Path, name: str, target: Path, edition: str | None, context: Context
) -> tuple[Edition, Exported]:
    """Write a book as the folder `target`, in the format of that name; its edition and its files.

    Raises `ContentError` for errors of the book and where the folder has the work of others;
    `UsageError` for a format or an edition that there is not; `SourceChanged`; `CannotWrite`.
    """
    row = find_export_format(name)
    check_target(target, context.report)
    stop_on_errors(context.report)
    with record_reads(folder) as files_read:
        names = [edition or row.of] if edition or row.of else []
        chosen, book = next(editions_with_books(folder, names, context))
        source = ExportSource(book, chosen, lambda: _product(folder, chosen, context))
        exported = row.load()(source, context)
        stop_on_errors(context.report)
        stop_on_changes(files_read.changed(), "export")
    text = format_report(source, name, exported)
    write_folder(target, {**exported.files, REPORT: text.encode()})
    return chosen, exported


def _product(folder: Path, edition: Edition, context: Context) -> bytes:
    """The product of an edition, built and verified; the book has its warnings reported already."""
    with temporary_folder() as scratch:
        out = scratch / "out"  # a build locks its folder, and the scratch folder is locked
        (artifact,) = build(folder, [edition.name], out, context.with_report(Report()))
        return artifact.path.read_bytes()
