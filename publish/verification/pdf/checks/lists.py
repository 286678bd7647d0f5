"""The lists of figures, tables and the like: each line with its link and page number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from publish.model.caption import Caption
from publish.verification.difference import Code, Difference, quoted
from publish.verification.pdf.anchors import AnchorPages
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.page_numbers import expected_folio
from publish.verification.pdf.reader.structure_tree import StructureElement, printed_text
from publish.verification.words import same_text


def check_lists(finished: FinishedPdf) -> Iterator[Difference]:
    """The lists that the book requires, in its order."""
    titles = finished.book.metadata.words.lists
    expected = [(titles[kind.name], captions) for kind, captions in finished.book.caption_lists()]
    for right, listing in zip_longest(expected, finished.lists):
        title = printed_text(listing.heading.content()) if listing and listing.heading else None
        if right is None or title is None or not same_text(right[0], title):
            values = quoted(right[0] if right else None), quoted(title)
            yield Difference(Code.TITLE, "lists", "list", "title", *values)
        else:
            yield from _check_lines(finished, title, right[1], listing)


def _check_lines(
    finished: FinishedPdf, title: str, captions: Sequence[Caption], listing: StructureElement
) -> Iterator[Difference]:
    lines = [node for node in listing.walk() if node.role == "TOCI"]
    for number, (caption, line) in enumerate(zip_longest(captions, lines), start=1):
        subject = f"line {number} of {quoted(title)}"
        if caption is None or line is None:
            text = printed_text(line.content()) if line else None
            values = quoted(caption.full_text if caption else None), quoted(text)
            yield Difference(Code.REFERENCE, "lists", subject, "line", *values)
        else:
            yield from _check_line(finished, subject, caption, line)


def _check_line(
    finished: FinishedPdf, subject: str, caption: Caption, line: StructureElement
) -> Iterator[Difference]:
    *content, last = line.content()
    if not same_text(caption.full_text, printed_text(content)):
        values = quoted(caption.full_text), quoted(printed_text(content))
        yield Difference(Code.REFERENCE, "lists", subject, "words", *values)
    page = finished.memo(AnchorPages).page(caption.id)
    links = [link for node in line.walk() for link in node.links]
    target = finished.destinations.position(links[0]) if links else None
    if page is None or target is None or target.page != page:
        values = _page(page), _page(target.page if target else None)
        yield Difference(Code.TARGET, "lists", subject, "target", *values)
    if page is not None and printed_text([last]) != expected_folio(finished, page):
        values = quoted(expected_folio(finished, page)), quoted(printed_text([last]))
        yield Difference(Code.FOLIO, "lists", subject, "page number", *values)


def _page(page: int | None) -> str:
    return "no page" if page is None else f"page {page + 1} of the file"
