"""`publish export`: writes a book for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from publish.api import exporting
from publish.cli.build import BOOK, JSON, STRICT
from publish.cli.console import ProgressLine, print_json, print_status, run_context, show_and_exit
from publish.diagnostics import Report

_FORMATS = ", ".join(exporting.export_formats())


@click.command("export")
@BOOK
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "name",
    metavar="FORMAT",
    required=True,
    help=f"One of: {_FORMATS}.",
)
@click.option("--edition", help="Name of the edition whose text is exported; by default the first.")
@STRICT
@JSON
def export_command(
    book: Path, target: Path, name: str, edition: str | None, strict: bool, as_json: bool
) -> None:
    """Export BOOK, a folder with a book.toml, as the folder DIR for other programs."""
    report, progress = Report(), ProgressLine()
    values: dict[str, object] = {}
    try:
        result = exporting.export_book(
            book, target, name, edition, context=run_context(report, progress)
        )
        values = _as_json(result)
    finally:
        progress.stop()
        if as_json:
            print_json(report, **values)
    print_status(f"{target}: {_count(result)}; see {result.report}")
    show_and_exit(report, strict=strict)


def _count(result: exporting.ExportResult) -> str:
    files = f"{len(result.files)} file{'s' * (len(result.files) != 1)}"
    left_out = sum(result.left_out.values())
    return f"{files}, {left_out} things without a place in the format" if left_out else files


def _as_json(result: exporting.ExportResult) -> dict[str, object]:
    return {
        "path": str(result.path),
        "edition": result.edition,
        "files": result.files,
        "left_out": result.left_out,
        "report": str(result.report),
    }
