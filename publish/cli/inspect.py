"""`publish outline` and `publish explain`: the numbers of a book, and the reasons for them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from shlex import quote
from typing import Any

import click
import msgspec

from publish import api
from publish.cli.build import BOOK
from publish.cli.console import print_diagnostics, print_status, run_context
from publish.codes import PATTERN, code_entries
from publish.diagnostics import Report
from publish.errors import UsageError
from publish.guesses import did_you_mean
from publish.model.book import Book, Edition
from publish.model.section import heading_text

EDITION = click.option(
    "--edition", help="Name or format of the edition whose text is read; by default the first."
)


def _load(folder: Path, name: str | None) -> tuple[Edition, Book]:
    """The book with the text of an edition, which is named where texts vary."""
    report = Report()
    edition, book = api.open_book(folder, name, context=run_context(report))
    print_diagnostics(report)
    if book.has_edition_variants:
        print_status(f"showing the edition `{edition.name}`: the text varies by edition")
    return edition, book


@click.command("outline")
@BOOK
@EDITION
@click.option("--json", "as_json", is_flag=True, help="Print the tree as one JSON object.")
def outline_command(book: Path, edition: str | None, as_json: bool) -> None:
    """Print the numbered outline of BOOK."""
    selected, loaded = _load(book, edition)
    if as_json:
        tree: dict[str, Any] = {
            "title": loaded.metadata.title,
            "edition": selected.name,
            "sections": api.outline(loaded),
        }
        click.echo(json.dumps(tree, ensure_ascii=False, indent=2))
        return
    click.echo(loaded.metadata.title)
    for section in loaded.walk():
        suffix = "  [missing]" if section.missing else ""
        click.echo(f"{'  ' * section.level}{heading_text(section)}{suffix}")


@click.command("explain")
@click.argument("book", type=click.Path(path_type=Path), metavar="BOOK|CODE")
@click.argument("name", required=False)
@EDITION
@click.option("--json", "as_json", is_flag=True, help="Print the reasons as one JSON object.")
def explain_command(book: Path, name: str | None, edition: str | None, as_json: bool) -> None:
    """Explain the number of a section of BOOK, or a diagnostic by its CODE.

    NAME is the number, label or id of a section.
    """
    if name is None:
        _explain_code(str(book), as_json=as_json)
        return
    selected, loaded = _load(book, edition)
    explanations = api.explain(loaded, name)
    if not explanations:
        names = [text for s in loaded.walk() for text in (s.number, s.id) if text]
        raise UsageError(
            f"no section `{name}`",
            hint=did_you_mean(name, names) or f"`publish outline {quote(str(book))}` prints them",
        )
    if as_json:
        rows = [_as_json(each) for each in explanations]
        result = {"edition": selected.name, "sections": rows}
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for each in explanations:
        for line in each.reasons:
            click.echo(line)


def _codes_hint(code: str, codes: Iterable[str]) -> str:
    """The nearest code, or the codes of its class, or the classes."""
    classes = sorted({each[:3] for each in codes})
    found = [each for each in codes if each.startswith(code[:3])]
    if not found:
        return f"codes begin with {', '.join(classes)}"
    return did_you_mean(code, codes) or f"codes are {min(found)} to {max(found)}"


def _explain_code(code: str, *, as_json: bool) -> None:
    """Print the cause and the cure of a diagnostic."""
    entries = code_entries()
    if code.upper() not in entries:
        if PATTERN.fullmatch(code.upper()):
            raise UsageError(f"no diagnostic `{code}`", hint=_codes_hint(code.upper(), entries))
        hint = f"give a section too: publish explain {code} NAME"
        raise UsageError(f"`{code}` is not the code of a diagnostic", hint=hint)
    entry = entries[code.upper()]
    if as_json:
        row = {"code": code.upper(), **msgspec.to_builtins(entry)}
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
        return
    click.echo(entry.explanation(code.upper()))


def _as_json(each: api.Explanation) -> dict[str, object]:
    return {
        "id": each.section.id,
        "number": each.section.number,
        "label": each.section.label,
        "title": each.section.title,
        "reasons": each.reasons,
    }
