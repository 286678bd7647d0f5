"""Tables in which no cell heads the others (WCAG 2.2, 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.xhtml import X, text_of
from publish.structure.accessibility.findings import AuthoredText, Finding, location_in


def check_tables(text: AuthoredText) -> Iterator[Finding]:
    """ACC-006 for every table whose head cells are lacking, or all empty."""
    for section, table in text.elements("table"):
        if not any(text_of(head).strip() for head in table.iter(f"{X}th")):
            hint = "name the columns in its first line"
            yield Finding("ACC-006", "a table without heads", location_in(section, table), hint)
