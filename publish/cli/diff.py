"""`publish diff`: what changed between two texts of a book."""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec

from publish.api import releases
from publish.cli.build import JSON
from publish.cli.console import print_diagnostics, print_status, run_context
from publish.diagnostics import Report

_TEXT = click.Path(path_type=Path, exists=True)


@click.command("diff")
@click.argument("old", type=_TEXT)
@click.argument("new", type=_TEXT)
@JSON
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write a page with both texts side by side.",
)
def diff_command(old: Path, new: Path, as_json: bool, html: Path | None) -> None:
    """Print what changed from OLD to NEW, each a release (its folder or its release.json) or a
    folder with a book.toml: sections, numbers, words, figures, tables, notes, pages."""
    report = Report()
    changes = releases.diff(old, new, context=run_context(report))
    print_diagnostics(report)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(changes), ensure_ascii=False, indent=2))
    else:
        for line in releases.changes_as_lines(changes):
            click.echo(line)
    if html is not None:
        releases.write_changes_page(changes, html)
        print_status(str(html))
