"""`publish preview` and `publish watch`."""

from __future__ import annotations

import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish import api
from publish.cli.build import BOOK, EDITIONS, OUT
from publish.cli.console import print_diagnostics, print_error, print_status, run_context
from publish.config.manifest import MANIFEST_NAME
from publish.diagnostics import Report
from publish.errors import MissingTool, UsageError

if TYPE_CHECKING:
    from publish.preview.watch import Built

_LIBRARIES = ("starlette", "uvicorn", "watchfiles")
_POLL = click.option(
    "--poll",
    is_flag=True,
    help="Look at all files again and again, where nothing tells of changes.",
)


@click.command("preview")
@BOOK
@click.option(
    "--edition",
    "editions",
    multiple=True,
    help="Name of an edition to show, instead of the first of its format.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Port to listen at; by default a free one.",
)
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
    _check(book)
    from publish.preview.session import Options, preview

    def ready(address: str, polls: str) -> None:
        _print_polling(polls)
        click.echo(address)
        if opens:
            webbrowser.open(address)

    options = Options(editions, port, editor, poll)
    preview(book, options, run_context(Report()), ready)


@click.command("watch")
@BOOK
@EDITIONS
@OUT
@_POLL
def watch_command(book: Path, editions: tuple[str, ...], out: Path | None, poll: bool) -> None:
    """Build the products of BOOK after each save, until Ctrl-C."""
    _check(book)
    from publish.preview.watch import WatchRequest, watch

    request = WatchRequest(editions, out or api.default_out(book), poll)
    watch(book, request, run_context(Report()), _print_polling, _print_built)


def _print_built(built: Built) -> None:
    """Print the diagnostics of a build, and a line for it."""
    print_diagnostics(built.report)
    if built.error is not None:
        print_error(built.error)
    names = ", ".join(artifact.path.name for artifact in built.artifacts)
    errors = len(built.report.errors)
    failed = f"{errors} error{'s' * (errors != 1)}" if errors else ""
    parts = [f"built {names}" if names else "nothing built", *filter(None, [failed])]
    click.echo(f"{'; '.join(parts)} ({built.seconds:.1f} s)", err=True)


def _print_polling(polls: str) -> None:
    if polls:
        print_status(f"looking at all files again and again: {polls}")


def _check(book: Path) -> None:
    """Raise `UsageError` for what is not a book, `MissingTool` unless the extra is installed."""
    if not (book / MANIFEST_NAME).is_file():
        hint = "a book is a folder with a book.toml; create one with `publish new DIR`"
        raise UsageError(f"no {MANIFEST_NAME} in {book}", hint=hint)
    for name in _LIBRARIES:
        if find_spec(name) is None:
            hint = 'pip install "publish-book[preview]"'
            raise MissingTool(f"the library `{name}` is not installed", hint=hint)
