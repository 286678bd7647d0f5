"""Where things stand: all text on the sheet, no head or folio over other text, and each caption on
a page of what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from publish.verification.difference import Code, Difference, quoted
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.runs import Passage, TextRun
from publish.verification.pdf.reader.structure_tree import StructureElement, printed_text

_NEAR = 1.0  # points that a glyph may be outside the edges of its text

_Text = Passage | TextRun


def check_places(finished: FinishedPdf) -> Iterator[Difference]:
    """Every page, and every caption."""
    for number, page in enumerate(finished.pages):
        left, bottom, right, top = map(float, finished.pdf.pages[number].trimbox)
        margin: list[_Text] = [*page.header, *page.footer]
        texts: list[_Text] = [*page.passages.values()]
        for each in (*margin, *texts):
            if not (
                left - _NEAR <= each.left
                and each.right <= right + _NEAR
                and bottom - _NEAR <= each.bottom
                and each.top <= top + _NEAR
            ):
                yield _difference(number, each.text, "place", "on the sheet", "off the sheet")
        pairs = [*combinations(margin, 2), *product(margin, texts)]
        for one, two in pairs:
            if _overlap(one, two):
                yield _difference(number, one.text, "place", "alone", f"over {quoted(two.text)}")
    for element in finished.elements:
        for caption in (kid for kid in element.elements() if kid.role == "Caption"):
            yield from _check_caption(element, caption)


def _overlap(one: _Text, two: _Text) -> bool:
    width = min(one.right, two.right) - max(one.left, two.left)
    height = min(one.top, two.top) - max(one.bottom, two.bottom)
    return width > _NEAR and height > _NEAR


def _check_caption(element: StructureElement, caption: StructureElement) -> Iterator[Difference]:
    first = next(caption.content(), None)
    others = (kid for kid in element.elements() if kid is not caption)
    pages = {content.page for other in others for content in other.content()}
    if first is not None and pages and first.page not in pages:
        words = printed_text(caption.content())
        expected = f"page {min(pages) + 1} of the file"
        yield _difference(first.page, words, "page", expected, f"page {first.page + 1}")


def _difference(page: int, text: str, aspect: str, expected: str, found: str) -> Difference:
    subject = f"{quoted(text)} on page {page + 1} of the file"
    return Difference(Code.PLACE, "places", subject, aspect, expected, found)
