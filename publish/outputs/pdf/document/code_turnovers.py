"""Marks the lines of code that may turn over on a page; the style sheet shows the turns."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import CODE_LINE, add_classes, has_class

_NARROWEST = 30  # characters in a row of code, deep inside lists; a full measure has 60
ROWS = (3, 6, 60)  # for which the style sheet has drawings; the last fits the longest line allowed


def mark_turnovers(root: etree._Element) -> None:
    """Give lines of code that may need more than one row the class `turned-N`, for up to N rows."""
    for line in root.iter("{*}span"):
        if not has_class(line, CODE_LINE):
            continue
        rows = -(-len("".join(line.itertext()).rstrip("\n")) // _NARROWEST)
        if rows > 1:
            most = next((most for most in ROWS if rows <= most), ROWS[-1])
            add_classes(line, f"turned-{most}")
