"""`publish import`: creates a book folder from a foreign format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from publish.api import importing
from publish.cli.build import JSON
from publish.cli.console import print_json, print_status, show_and_exit
from publish.diagnostics import Report
from publish.errors import UsageError


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path), required=False)
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
    type=click.Choice(["accept", "reject", "keep", "ask"]),
    default="accept",
    help="What becomes of the tracked changes of a document.",
)
@click.option(
    "--dry-run", is_flag=True, help="Write nothing; show the outline, the report and the questions."
)
@click.option(
    "--merge",
    is_flag=True,
    help="Import into the folder of an earlier import, and keep your edits.",
)
@click.option(
    "--accept",
    "accepted",
    metavar="NAME",
    multiple=True,
    help="A section of an edited Word file to write into its book, or `all`.",
)
@JSON
def import_command(
    source: Path,
    target: Path | None,
    name: str | None,
    answers: Path | None,
    styles: Path | None,
    changes: str,
    accepted: tuple[str, ...],
    *,
    dry_run: bool,
    merge: bool,
    as_json: bool,
) -> None:
    """Import the file or folder SOURCE as the book folder DIR.

    For a Word file that was exported from the book in DIR and edited, show what has changed.
    """
    if target is None and not dry_run:
        raise UsageError("no folder is named", hint="publish import SOURCE DIR, or --dry-run")
    if target is not None and (accepted or importing.is_edited_export(source, target)):
        _take_over(source, target, accepted, as_json=as_json)
        return
    outcome = importing.import_book(
        source,
        target or source.with_name(f"{source.stem}-book"),
        answers,
        source_format=name,
        styles=styles,
        changes=changes,
        dry_run=dry_run,
        merge=merge,
        forks=True,
    )
    if outcome.preview:
        counts = {"sections": outcome.sections, "missing": outcome.missing}
        _show({**counts, **outcome.preview.as_json()}, as_json=as_json)
        return
    print_status(
        f"{outcome.sections} sections, {outcome.missing} without text; see {outcome.report}"
    )
    show_and_exit(Report(list(outcome.diagnostics)), strict=False)


def _show(values: Mapping[str, Any], *, as_json: bool) -> None:
    """Print what an import would write."""
    if as_json:
        print_json(Report(), **values)
        return
    for row in values["outline"]:
        number = f"{row['number']} " if row["number"] else ""
        click.echo(f"{'  ' * row['depth']}{number}{row['title']}")
    click.echo(f"\n{values['report-text']}\n{values['review-text']}".rstrip())


def _take_over(source: Path, target: Path, accepted: tuple[str, ...], *, as_json: bool) -> None:
    """Show what has become of the sections of an edited file, and write those that are accepted."""
    result = importing.import_edits(source, target, accepted)
    if as_json:
        print_json(Report(), sections=result.sections, written=result.written)
        return
    for name, status in result.sections.items():
        if status != "unchanged":
            click.echo(f"{name}: {status}{', written' if name in result.written else ''}")
    changed = sum(status != "unchanged" for status in result.sections.values())
    print_status(f"sections that are not as they were: {changed}; see {result.report}")
