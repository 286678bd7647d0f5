"""The report of an export: its files, and what has no place in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.exporters.content import Exported, ExportSource
from publish.exporters.ledger import OUTCOMES, Ledger

REPORT = "export-report.md"


def format_report(source: ExportSource, name: str, exported: Exported) -> str:
    """The report as Markdown; `name` is that of the format."""
    parts = (_summary(source, name, exported), _left_out(exported.ledger))
    return "\n".join(line for part in parts for line in (*part, "")).rstrip() + "\n"


def _summary(source: ExportSource, name: str, exported: Exported) -> Iterator[str]:
    book, sections = source.book, sum(1 for _ in source.book.walk())
    yield f"# Export of {_cell(book.metadata.title)}"
    yield ""
    yield f"- format: {name}"
    yield f"- edition: `{source.edition.name}`"
    yield f"- {sections} sections in {len(exported.files)} files"


def _left_out(ledger: Ledger) -> Iterator[str]:
    yield "## What has no place in this format"
    yield ""
    if not ledger.entries:
        yield "Nothing was left out."
        return
    yield "| what | how often | examples | what becomes of it |"
    yield "|---|--:|---|---|"
    for kind, entry in ledger.rows():
        examples = "<br>".join(map(_cell, entry.examples))
        yield f"| {kind} | {entry.count} | {examples} | {_cell(OUTCOMES[kind])} |"


def _cell(text: str) -> str:
    """Words for a cell of a table, their markup escaped."""
    return re.sub(r"([\\|*_`<>\[\]#&])", r"\\\1", text)
