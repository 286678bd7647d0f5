"""Tables in which no cell heads the others (WCAG 2.2, 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.xhtml import X, text_of
from publish.structure.accessible.findings import Fault, Written, place_in


def tables(text: Written) -> Iterator[Fault]:
    """ACC-006 for every table whose head cells are lacking, or all empty."""
    for section, table in text.of("table"):
        if not any(text_of(head).strip() for head in table.iter(f"{X}th")):
            hint = "name the columns in its first line"
            yield Fault("ACC-006", "a table without heads", place_in(section, table), hint)
