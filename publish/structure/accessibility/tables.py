"""Tables without header cells (WCAG 2.2, 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.markup import X
from publish.model.xhtml import text_of
from publish.structure.accessibility.findings import AuthoredText, Finding, location_in


def check_tables(text: AuthoredText) -> Iterator[Finding]:
    """ACC-006 for each table whose header cells are missing or all empty."""
    for section, table in text.elements("table"):
        if not any(text_of(head).strip() for head in table.iter(f"{X}th")):
            hint = (
                "name the columns in the first row, or the rows in the first column: `{.row-heads}`"
            )
            message = "the table has no header cells"
            yield Finding("ACC-006", message, location_in(section, table), hint)
