"""`publish outline` and `publish explain`: the numbers, and the reasons for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from publish import pipeline
from publish.cli.build import BOOK
from publish.cli.console import say, show
from publish.diagnostics import Report, did_you_mean
from publish.errors import UsageError
from publish.model.book import Book, Edition
from publish.model.outline import outline
from publish.model.section import Section, heading_text
from publish.structure.explain import explain_number, find_sections

EDITION = click.option(
    "--edition", help="Read the text of this edition, named as in a build; the first when left out."
)


def _read(folder: Path, wished: str | None) -> tuple[Edition, Book]:
    """The book as an edition has it, which is told where it varies."""
    report = Report()
    edition, book = next(pipeline.readings(folder, [wished] if wished else [], report))
    show(report)
    if book.has_edition_variants:
        say(f"the text of the edition `{edition.name}`; it varies by edition")
    return edition, book


@click.command("outline")
@BOOK
@EDITION
@click.option("--json", "as_json", is_flag=True, help="Print the tree as one JSON object.")
def outline_command(book: Path, edition: str | None, as_json: bool) -> None:
    """Print the numbered tree of BOOK."""
    chosen, read = _read(book, edition)
    if as_json:
        tree: dict[str, Any] = {
            "title": read.metadata.title,
            "edition": chosen.name,
            "sections": outline(read.sections),
        }
        click.echo(json.dumps(tree, ensure_ascii=False, indent=2))
        return
    click.echo(read.metadata.title)
    for section in read.walk():
        click.echo(f"{'  ' * section.level}{heading_text(section)}{_mark(section)}")


def _mark(section: Section) -> str:
    return "  [missing]" if section.missing else ""


@click.command("explain")
@BOOK
@click.argument("name")
@EDITION
@click.option("--json", "as_json", is_flag=True, help="Print the reasons as one JSON object.")
def explain_command(book: Path, name: str, edition: str | None, as_json: bool) -> None:
    """Tell why the section of BOOK with the number, label or id NAME has its number."""
    chosen, read = _read(book, edition)
    found = find_sections(read, name)
    if not found:
        known = [text for s in read.walk() for text in (s.number, s.id) if text]
        raise UsageError(f"no section `{name}`", hint=did_you_mean(name, known))
    if as_json:
        told = [_explained(read, section) for section in found]
        reasons = {"edition": chosen.name, "sections": told}
        click.echo(json.dumps(reasons, ensure_ascii=False, indent=2))
        return
    for section in found:
        for line in explain_number(read, section):
            click.echo(line)


def _explained(book: Book, section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "number": section.number,
        "label": section.label,
        "title": section.title,
        "reasons": list(explain_number(book, section)),
    }
