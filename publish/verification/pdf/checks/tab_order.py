"""The tab key visits the links of a page in the order of the text (ISO 14289-1, 7.18.3).

A page states this by /Tabs /S, and each of its links must be in a structure element: others are
visited last or never, and without a description.
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.difference import Code, Difference, quoted
from publish.verification.pdf.finished import FinishedPdf


def check_tab_order(finished: FinishedPdf) -> Iterator[Difference]:
    """Pages with links but another tab order, and links that are in no structure element."""
    tagged = {link for node in finished.elements for link in node.links}
    for index, page in enumerate(finished.entries.pages):
        links, order = page.links, page.tab_order
        subject = f"page {index + 1} of the file"
        if links and order != "S":
            values = quoted("S"), quoted(order or None)
            yield Difference(Code.ORDER, "tab order", subject, "order", *values)
        for number, link in enumerate(links, start=1):
            if link not in tagged:
                about = f"link {number} of {subject}"
                values = "a structure element", "nothing"
                yield Difference(Code.ORDER, "tab order", about, "owner", *values)
