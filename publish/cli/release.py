"""`publish release`: a folder of verified products with their record, ready for a web server."""

from __future__ import annotations

from pathlib import Path

import click

from publish import api
from publish.cli.build import BOOK, OUT
from publish.cli.console import print_status, run_context, show_and_exit
from publish.diagnostics import Report


@click.command("release")
@BOOK
@OUT
@click.option(
    "--dist",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    help="Folder for all releases.",
)
def release_command(book: Path, out: Path | None, dist: Path) -> None:
    """Verify the products of BOOK and copy them to DIST/<book>/<version>, with a release record."""
    report = Report()
    folder = api.release(book, out, dist, context=run_context(report))
    print_status(str(folder))
    show_and_exit(report, strict=False)
