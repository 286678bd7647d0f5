"""`publish release`: the verified products, with their record, ready for a web server."""

from __future__ import annotations

from pathlib import Path

import click

from publish import pipeline
from publish.cli.build import BOOK, OUT, products_folder
from publish.cli.console import conclude, say
from publish.diagnostics import Report


@click.command("release")
@BOOK
@OUT
@click.option(
    "--dist",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    help="Folder of all releases.",
)
def release_command(book: Path, out: Path | None, dist: Path) -> None:
    """Put the verified products of BOOK into DIST/<book>/<version>, with record and page."""
    report = Report()
    folder = pipeline.release(book, products_folder(book, out), dist, report)
    say(f"{folder}")
    conclude(report, strict=False)
