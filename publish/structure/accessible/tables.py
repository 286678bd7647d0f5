"""Tables in which no cell heads the others (WCAG 2.2, 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.book import Book
from publish.model.xhtml import X
from publish.structure.accessible.faults import Fault, place_in, written


def tables(book: Book) -> Iterator[Fault]:
    """ACC-006 for every table whose head cells are lacking, or all empty."""
    for section, text in written(book):
        for table in text.iter(f"{X}table"):
            heads = ("".join(map(str, head.itertext())) for head in table.iter(f"{X}th"))
            if not any(head.strip() for head in heads):
                hint = "name the columns in its first line"
                yield Fault("ACC-006", "a table without heads", place_in(section, table), hint)
