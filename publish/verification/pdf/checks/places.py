"""Where texts are: all in the type area and the heads on the sheet, none over another, and each
caption beside what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from publish.verification.difference import Code, Difference, quoted
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.runs import Box, PageText, Passage, TextRun
from publish.verification.pdf.reader.structure_tree import (
    MarkedContent,
    StructureElement,
    printed_text,
)
from publish.verification.pdf.type_area import TypeArea

_NEAR = 1.0  # points that a glyph may be outside the edges of its text
_WIDE = 9.0  # points outside the type area that a space at the end of a line may take

_Text = Passage | TextRun


def check_places(finished: FinishedPdf) -> Iterator[Difference]:
    """Every page, and every caption."""
    type_area = finished.memo(TypeArea)
    for number, page in enumerate(finished.pages):
        if type_area.is_known and not type_area.areas(number):
            yield _wrong_size(finished, number, type_area.sheets[number])
        outside_too = page.passages.values() if not type_area.is_known else ()
        if page.text_box is not None and type_area.outside(number, page.text_box) > _WIDE:
            yield from _outside(type_area, number, page)
        texts = (*page.header, *page.footer, *outside_too)
        yield from _off_the_sheet(type_area.sheets[number], number, texts)
        overprinted = page.overprinted if type_area.is_known else ()  # a theme may want it
        for one, other in (*_over_margins(page), *overprinted):
            yield _difference(number, one, "place", "alone", f"over {quoted(other)}")
    for element, caption in finished.captions:
        yield from _check_caption(finished, element, caption)


def _wrong_size(finished: FinishedPdf, number: int, sheet: Box) -> Difference:
    """A sheet of a size that no rule gives to a page."""
    left, bottom, right, top = sheet
    sizes = {(each.width, each.height) for each in finished.promised_pages.bound(0)}
    expected = " or ".join(f"{width:.0f} × {height:.0f} points" for width, height in sorted(sizes))
    values = expected, f"{right - left:.0f} × {top - bottom:.0f}"
    return Difference(Code.PLACE, "places", f"page {number + 1} of the file", "size", *values)


def _outside(type_area: TypeArea, number: int, page: PageText) -> Iterator[Difference]:
    for each in page.passages.values():
        if (outside := type_area.outside(number, each.box)) > _WIDE:
            values = "in the type area", f"{outside:.0f} points outside"
            yield _difference(number, each.text, "place", *values)


def _off_the_sheet(sheet: Box, number: int, texts: Iterable[_Text]) -> Iterator[Difference]:
    """The texts that may be outside the type area."""
    for each in texts:
        left, bottom, right, top = each.box
        if not (
            sheet[0] - _NEAR <= left
            and right <= sheet[2] + _NEAR
            and sheet[1] - _NEAR <= bottom
            and top <= sheet[3] + _NEAR
        ):
            yield _difference(number, each.text, "place", "on the sheet", "off the sheet")


def _over_margins(page: PageText) -> Iterator[tuple[str, str]]:
    """The running heads and folios that are printed over something."""
    margin: list[_Text] = [*page.header, *page.footer]
    texts: list[_Text] = []
    if page.text_box and any(_overlap(each.box, page.text_box) for each in margin):
        texts += page.passages.values()
    for one, two in (*combinations(margin, 2), *product(margin, texts)):
        if _overlap(one.box, two.box):
            yield one.text, two.text


def _overlap(one: Box, other: Box) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > _NEAR and height > _NEAR


def _check_caption(
    finished: FinishedPdf, element: StructureElement, caption: StructureElement
) -> Iterator[Difference]:
    own = list(caption.content())
    first = own[0] if own else None
    others = [part for kid in element.elements() if kid is not caption for part in kid.content()]
    pages = {part.page for part in others}
    if first is None or not pages:
        return
    words = printed_text(own)
    if first.page not in pages:
        expected = f"page {min(pages) + 1} of the file"
        yield _difference(first.page, words, "page", expected, f"page {first.page + 1}")
    elif first.passage and (between := _between(finished, own, others)):
        values = "beside what it belongs to", f"parted by {quoted(between)}"
        yield _difference(first.page, words, "place", *values)


def _between(
    finished: FinishedPdf, caption: Sequence[MarkedContent], others: Sequence[MarkedContent]
) -> str | None:
    """A text between a caption and what it belongs to, where the caption is above or below it."""
    first = caption[0]
    page = finished.pages[first.page]
    here = [part for part in others if part.page == first.page]
    texts = [part.passage for part in here if part.passage]
    boxes = [page.drawn[part.mcid] for part in here if part.mcid in page.drawn]
    edges = [*(text.box for text in texts), *boxes]
    if first.passage is None or not edges:
        return None
    below, above = min(box[1] for box in edges), max(box[3] for box in edges)
    low, high = sorted((first.passage.bottom, first.passage.top))
    gap = (high, below) if high < below else (above, low)
    own = {part.mcid for part in (*here, *caption)}
    for mcid, text in page.passages.items():
        if mcid not in own and gap[0] < text.bottom and text.top < gap[1]:
            return text.text
    return None


def _difference(page: int, text: str, aspect: str, expected: str, found: str) -> Difference:
    subject = f"{quoted(text)} on page {page + 1} of the file"
    return Difference(Code.PLACE, "places", subject, aspect, expected, found)
