"""`publish outline` and `publish explain`: the numbers, and the reasons for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from publish import pipeline
from publish.cli.building import BOOK
from publish.cli.speaking import show
from publish.diagnostics import Report, did_you_mean
from publish.errors import UsageError
from publish.model.book import Book
from publish.model.outline import outline
from publish.model.section import Section, heading_text
from publish.structure.explaining import explain, find_sections


def _read(folder: Path) -> Book:
    report = Report()
    book = pipeline.read(folder, report)
    show(report)
    return book


@click.command("outline")
@BOOK
@click.option("--json", "as_json", is_flag=True, help="Print the tree as one JSON object.")
def outline_command(book: Path, as_json: bool) -> None:
    """Print the numbered tree of BOOK."""
    read = _read(book)
    if as_json:
        tree: dict[str, Any] = {"title": read.metadata.title, "sections": outline(read.sections)}
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
@click.option("--json", "as_json", is_flag=True, help="Print the reasons as one JSON object.")
def explain_command(book: Path, name: str, as_json: bool) -> None:
    """Tell why the section of BOOK with the number, label or id NAME has its number."""
    read = _read(book)
    found = find_sections(read, name)
    if not found:
        known = [text for s in read.walk() for text in (s.number, s.id) if text]
        raise UsageError(f"no section `{name}`", hint=did_you_mean(name, known))
    if as_json:
        told = [_explained(read, section) for section in found]
        click.echo(json.dumps({"sections": told}, ensure_ascii=False, indent=2))
        return
    for section in found:
        for line in explain(read, section):
            click.echo(line)


def _explained(book: Book, section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "number": section.number,
        "label": section.label,
        "title": section.title,
        "reasons": list(explain(book, section)),
    }
