"""`publish preflight` and `publish print`: the files for a printer, and a page about them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from publish import api
from publish.cli.build import BOOK, STRICT
from publish.cli.console import ProgressLine, print_status, run_context, show_and_exit
from publish.context import Context
from publish.diagnostics import Report
from publish.model.printer import Binding, Inks

_OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder for the products and the page; by default build/<book>.",
)
_OPEN = click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")


@click.command("preflight")
@BOOK
@click.option("--edition", help="Name of an edition for a printer; by default the first.")
@_OUT
@_OPEN
@STRICT
def preflight_command(
    book: Path, edition: str | None, out: Path | None, opens: bool, strict: bool
) -> None:
    """Build the files of BOOK for a printer, and write a page with every sheet and every rule.

    The page is one file, which can be sent to the printer; a PDF of it is beside it.
    """
    _show(partial(api.preflight, book, out, edition), opens=opens, strict=strict)


@click.command("print")
@BOOK
@click.option("--printer", required=True, metavar="NAME|FILE", help="See publish printers.")
@click.option("--paper", help="Name of a paper of the printer; by default the first.")
@click.option("--inks", type=click.Choice([*Inks]), help="Inks of the pages; by default black.")
@click.option("--colour-profile", metavar="FILE", help="That of the press, in the folder of BOOK.")
@click.option("--binding", type=click.Choice([*Binding]), help="By default a paperback.")
@click.option("--bleed", is_flag=True, help="Let pages bleed where the printer leaves the choice.")
@click.option("--isbn", help="That of this edition, for the barcode.")
@click.option("--pages", "page_list", metavar="EDITION", help="The PDF edition that is printed.")
@_OUT
@_OPEN
@STRICT
def print_command(
    book: Path, printer: str, out: Path | None, opens: bool, strict: bool, **keys: object
) -> None:
    """Build the files of BOOK for a printer, as an edition of the format `print` would.

    They are the interior, the cover and the preflight page; the manifest stays as it is.
    """
    asked = {key.replace("_", "-"): value for key, value in keys.items() if value}
    _show(partial(api.print_book, book, printer, out, asked), opens=opens, strict=strict)


def _show(make: Callable[..., Path], *, opens: bool, strict: bool) -> None:
    """Make a page, print its path, and perhaps open it; `make` takes the context."""
    report = Report()
    progress = ProgressLine()
    context: Context = run_context(report, progress)
    try:
        path = make(context=context)
    finally:
        progress.stop()
    print_status(str(path))
    if opens:
        click.launch(str(path))
    show_and_exit(report, strict=strict)
