"""`publish preview` and `publish watch`."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from publish.cli.build import BOOK
from publish.cli.console import print_status, run_context
from publish.diagnostics import Report

_EDITIONS = click.option(
    "--edition", "editions", multiple=True, help="An edition to show, instead of the first."
)
_POLL = click.option("--poll", is_flag=True, help="Look at all files, where nothing else works.")


@click.command("preview")
@BOOK
@_EDITIONS
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="By default a free one.")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@click.option(
    "--editor",
    envvar="PUBLISH_EDITOR",
    default="",
    metavar="ADDRESS",
    help="What opens a line in your editor, as in vscode://file/{file}:{line}.",
)
@_POLL
def preview_command(
    book: Path, editions: tuple[str, ...], port: int, opens: bool, editor: str, poll: bool
) -> None:
    """Show BOOK in the browser: print, e-book and web, built again after each save."""
    from publish.preview.session import Options, preview

    def ready(address: str, polls: str) -> None:
        if polls:
            print_status(f"looking at all files again and again: {polls}")
        click.echo(address)
        if opens:
            webbrowser.open(address)

    options = Options(editions, port, editor, poll)
    preview(book, options, run_context(Report()), ready)
