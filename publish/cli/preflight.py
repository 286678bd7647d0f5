"""`publish preflight`: the files for a printer as they will be cut, as one page."""

from __future__ import annotations

from pathlib import Path

import click

from publish import api
from publish.cli.build import BOOK, STRICT
from publish.cli.console import ProgressLine, print_status, run_context, show_and_exit
from publish.diagnostics import Report


@click.command("preflight")
@BOOK
@click.option("--edition", help="Name of an edition for a printer; by default the first.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder for the products and the page; by default build/<book>.",
)
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@STRICT
def preflight_command(
    book: Path, edition: str | None, out: Path | None, opens: bool, strict: bool
) -> None:
    """Build the files of BOOK for a printer, and write a page with every sheet and every rule.

    The page is one file, which can be sent to the printer.
    """
    report = Report()
    progress = ProgressLine()
    try:
        path = api.preflight(book, out, edition, context=run_context(report, progress))
    finally:
        progress.stop()
    print_status(str(path))
    if opens:
        click.launch(str(path))
    show_and_exit(report, strict=strict)
