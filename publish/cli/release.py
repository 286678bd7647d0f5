"""`publish release`: a folder with all that a press gives away of a book, and its check."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from publish.api import releases
from publish.cli.build import OUT
from publish.cli.console import ProgressLine, print_status, run_context, show_and_exit
from publish.diagnostics import ContentError, Diagnostic, Report
from publish.errors import UsageError

_PASSWORD = "PUBLISH_SIGN_PASSWORD"  # noqa: S105 - the name of a variable
_DEPTH = 2  # folders below the one in which books are searched


@click.command("release")
@click.argument("book", required=False, type=click.Path(path_type=Path))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--all", "all_books", is_flag=True, help="Release every book below the folder BOOK.")
@click.option("--check", is_flag=True, help="Check a release instead: publish release --check DIR.")
@OUT
@click.option(
    "--since",
    type=click.Path(path_type=Path, exists=True),
    help="Release to compare with; by default the newest earlier version in DIR.",
)
@click.option(
    "--sign",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="KEYFILE",
    help=f"Sign with a secret key of minisign; {_PASSWORD} has its password.",
)
@click.option("--key", default="", help="With --check: the publisher's public key, or its file.")
@click.option("--no-validate", is_flag=True, help="Do not run EPUBCheck, Ace and veraPDF.")
@click.option("--schema", is_flag=True, help="Print the JSON schema of release.json.")
def release_command(
    book: Path | None,
    folder: Path | None,
    all_books: bool,
    check: bool,
    out: Path | None,
    since: Path | None,
    sign: Path | None,
    key: str,
    no_validate: bool,
    schema: bool,
) -> None:
    """Build, verify and validate all editions of BOOK, and put them into DIR/<book>/<version> with
    checksums, records and release notes. DIR is by default `dist`.

    With --all, BOOK is a folder of books, by default the working folder. With --check, a release
    is compared with its checksums and signature, and with its sources: --check DIR [BOOK].
    """
    if schema:
        click.echo(releases.release_schema(), nl=False)
        return
    if book is None and not all_books:
        raise UsageError("no book is named", hint="publish release BOOK [DIR]")
    if check and book is not None:
        _check(book, folder, key)
        return
    books, dist = _books_and_dist(book, folder, all_books=all_books)
    if len(books) > 1 and (out or since):
        raise UsageError("--out and --since belong to one book", hint="leave them out with --all")
    report = Report()
    options = {
        "out": out,
        "since": since,
        "sign": sign,
        "password": os.environ.get(_PASSWORD, ""),
        "validate": not no_validate,
    }
    for each in books:
        report.extend(_release(each, dist, options))
    show_and_exit(report, strict=False)


def _release(book: Path, dist: Path, options: Mapping[str, Any]) -> list[Diagnostic]:
    """Release a book, print where it is, and return all that there is to say of it."""
    progress = ProgressLine()
    context = run_context(Report(), progress)
    refused = list[Diagnostic]()
    try:
        released = releases.release(book, dist, **options, context=context)
        progress.stop()
        _print_verdicts(releases.release_record(released))
        click.echo(str(released))
    except ContentError as error:
        refused += error.report.diagnostics
    finally:
        progress.stop()
    return [*refused, *context.report.diagnostics]


def _print_verdicts(record: Mapping[str, Any]) -> None:
    for edition in record["editions"]:
        for verdict in edition["validators"]:
            print_status(f"{edition['file']['name']}: {verdict['validator']}: {verdict['outcome']}")


def _books_and_dist(
    book: Path | None, folder: Path | None, *, all_books: bool
) -> tuple[list[Path], Path]:
    """The books, and the folder of their releases; with `all_books`, those below `book`."""
    root, dist = book or Path(), folder or Path("dist")
    if not all_books:
        return [root], dist
    books = _find_books(root, dist)
    if not books:
        raise UsageError(f"no book below {root}", hint="a book is a folder with a book.toml")
    names = [book.resolve().name for book in books]
    if twice := next((name for name in names if names.count(name) > 1), None):
        hint = "their releases would be in one folder: rename one"
        raise UsageError(f"two books are in folders named `{twice}`", hint=hint)
    return books, dist


def _find_books(root: Path, dist: Path) -> list[Path]:
    """The folders of books at or below a folder, without those in hidden ones or in `dist`."""
    patterns = ("/".join(["*"] * depth + ["book.toml"]) for depth in range(_DEPTH + 1))
    folders = (file.parent for pattern in patterns for file in sorted(root.glob(pattern)))
    return [
        folder
        for folder in folders
        if not any(part.startswith(".") for part in folder.parts)
        and not folder.resolve().is_relative_to(dist.resolve())
    ]


def _check(release: Path, book: Path | None, key: str) -> None:
    report = Report()
    releases.check_release(release, book, key=key, context=run_context(report, print_status))
    if not report.errors:
        click.echo(f"{release}: as it was released")
    show_and_exit(report, strict=False)
