"""Says which lines of code may be turned over on a page; the style sheet marks the turns."""

from __future__ import annotations

from lxml import etree

from publish.model.xhtml import XHTML

_lines = etree.XPath("descendant::x:pre/descendant::*[@class='code-line']", namespaces={"x": XHTML})
_NARROWEST = 30  # signs in a row of code, deep inside lists; a full measure holds about fifty-five
ROWS = (3, 6, 60)  # for which the style sheet has drawings; the last holds the longest line allowed


def mark_turns(root: etree._Element) -> None:
    """Give lines of code that may need more than one row the class `turned-N`, N rows at most."""
    for line in _lines(root):
        rows = -(-len("".join(line.itertext()).rstrip("\n")) // _NARROWEST)
        if rows > 1:
            most = next((most for most in ROWS if rows <= most), ROWS[-1])
            line.set("class", f"code-line turned-{most}")
