"""The parts of an import report that all importers share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from publish.importers.bookfolder.content import ImportedBook

REPORT = "import-report.md"
REVIEW = "import-review.md"


def format_report(parts: Iterable[Iterable[str]]) -> str:
    """The report as Markdown text, from the lines of its parts."""
    return "\n".join(line for part in parts for line in (*part, "")).rstrip() + "\n"


def summary(book: ImportedBook) -> Iterator[str]:
    """The heading of the report, and the counts of the book."""
    yield f"# Import of {book.source.name}"
    yield ""
    yield f"- SHA-256 of the source: `{book.source.sha256}`"
    yield f"- {book.section_count} sections, {book.missing_count} without their text"


def account_of_source(totals: Mapping[str, int], size: int) -> Iterator[str]:
    """The account of the source: its characters by what became of them, of `size` in all."""
    yield "## Account of the source"
    yield ""
    yield "| role | characters |"
    yield "|---|---|"
    yield from (f"| {role} | {count} |" for role, count in totals.items())
    yield f"| **all** | {sum(totals.values())} of {size} |"


def cell(text: str) -> str:
    """Words for a cell of a table or a line of a list, their markup escaped."""
    return re.sub(r"([\\|*_`<>\[\]#&])", r"\\\1", text)
