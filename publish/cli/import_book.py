"""`publish import`: a book folder from flattened text."""

from __future__ import annotations

from pathlib import Path

import click

from publish.cli.console import print_status, show_and_exit
from publish.diagnostics import Report
from publish.importers.plaintext import import_text


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    help="The review sheet of an earlier import, with your answers.",
)
def import_command(file: Path, target: Path, answers: Path | None) -> None:
    """Make a book folder DIR from the flattened text in FILE."""
    outcome = import_text(file, target, answers=answers)
    print_status(
        f"{outcome.sections} sections, {outcome.missing} without text; see {outcome.report}"
    )
    show_and_exit(Report(list(outcome.diagnostics)), strict=False)
