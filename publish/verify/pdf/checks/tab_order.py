"""The tab key goes through the links of a page in the order of the text (ISO 14289-1, 7.18.3).

A page says so by /Tabs /S, and each of its links must be held by the element that it belongs to:
one that is not is reached last or never, and nobody is told what it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.verify.difference import Code, Difference, quoted
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.objects import plain, words


def tab_order(finished: Finished) -> Iterator[Difference]:
    """Pages whose links come in another order, and links that stand in none."""
    held = {link for node in finished.nodes for link in node.links}
    for index, page in enumerate(finished.pdf.pages):
        links = finished.objects.value(plain(page.obj.get("/Annots"))) or []
        order = words(plain(page.obj.get("/Tabs")))
        subject = f"page {index + 1} of the file"
        if links and order != "S":
            yield Difference(
                Code.ORDER, "tab order", subject, "order", quoted("S"), quoted(order or None)
            )
        for number, link in enumerate(links, start=1):
            if link not in held:
                at = f"link {number} of {subject}"
                yield Difference(Code.ORDER, "tab order", at, "owner", "an element", "nothing")
