"""What is outside its area, over something else or too small, on all pages of a document."""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint import Document

from publish.outputs.pdf.exchange.object_file import Stray
from publish.outputs.pdf.layout.placing.names import shown, stray
from publish.outputs.pdf.layout.placing.overprint import overprinted
from publish.outputs.pdf.layout.placing.walk import PageWalk


def find_strays(document: Document) -> list[Stray]:
    """The strays of each block, the first of its kind only."""
    found: dict[tuple[str, str, str, str, int], Stray] = {}
    for page in document.pages:
        for each in _of_page(page._page_box):
            found.setdefault((each.code, each.section, each.tag, each.words, each.earlier), each)
    return list(found.values())


def _of_page(page: object) -> Iterator[Stray]:
    walk = PageWalk(page)
    for outside in walk.outside:
        yield stray("LAY-011", outside.item, f"is {outside.distance:.0f} pt {outside.where}")
    for formula, size in walk.small:
        yield stray("LAY-013", formula, f"is printed in {size:.0%} of the size of its text")
    for above, below in overprinted(walk.items):
        yield stray("LAY-012", below, f"is printed over {shown(above)}")
