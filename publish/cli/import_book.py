"""`publish import`: creates a book folder from a foreign format."""

from __future__ import annotations

from pathlib import Path

import click

from publish import api
from publish.cli.console import print_status, show_and_exit
from publish.diagnostics import Report


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "name",
    metavar="FORMAT",
    help="The format of SOURCE, where its content does not tell it.",
)
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    help="Review sheet of an earlier import, with your answers.",
)
@click.option(
    "--styles",
    type=click.Path(path_type=Path),
    help="Meanings of the styles of a word processor, as an earlier import wrote them.",
)
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    default="accept",
    help="What becomes of the tracked changes of a document.",
)
def import_command(
    source: Path,
    target: Path,
    name: str | None,
    answers: Path | None,
    styles: Path | None,
    changes: str,
) -> None:
    """Import the file or folder SOURCE as the book folder DIR."""
    outcome = api.import_book(
        source, target, answers, source_format=name, styles=styles, changes=changes
    )
    print_status(
        f"{outcome.sections} sections, {outcome.missing} without text; see {outcome.report}"
    )
    show_and_exit(Report(list(outcome.diagnostics)), strict=False)
