"""`publish proof`: what an editor should know of a finished book, as one page."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from publish import api
from publish.cli.build import BOOK, JSON, STRICT
from publish.cli.console import ProgressLine, print_status, run_context, show_and_exit
from publish.diagnostics import Report


@click.command("proof")
@BOOK
@click.option("--edition", help="Name of an edition with pages; by default the first.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File for the page; by default build/<book>/<product>-proof.html.",
)
@click.option(
    "--since",
    type=click.Path(path_type=Path, exists=True),
    metavar="RELEASE",
    help="Release to compare with; by default the newest in dist/<book>.",
)
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@STRICT
@JSON
def proof_command(
    book: Path,
    edition: str | None,
    out: Path | None,
    since: Path | None,
    opens: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Write a proof sheet of BOOK: all its pages, and what an editor should look at.

    The PDF is built if anything changed. The page is one file, which can be mailed; --json prints
    the same facts.
    """
    report = Report()
    progress = ProgressLine()
    try:
        context = run_context(report, progress)
        result = api.proof(book, out, edition, since=since, context=context)
    finally:
        progress.stop()
    if as_json:
        facts = {"path": str(result.path), **result.facts}
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    weights = Counter(each["weight"] for each in result.facts["findings"])
    found = ", ".join(f"{count} {weight}" for weight, count in weights.items())
    print_status(f"{result.path}: {found or 'nothing to mend was found'}")
    if opens:
        click.launch(str(result.path))
    show_and_exit(report, strict=strict)
