"""The page numbers that are printed on the pages."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.book import Sides
from publish.verification.difference import Code, Difference
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.owners import PageOwners
from publish.verification.pdf.page_numbers import compare_page_numbers, printed_folio

_ABSENT = ""  # no number on a page that should have one


def check_folios(finished: FinishedPdf) -> Iterator[Difference]:
    """The folio of each page, required wherever the page has furniture, but for the opening of a
    part; no blank pages between single-sided ones."""
    owners = finished.memo(PageOwners)
    numbers = []
    for index in range(len(finished.pages)):
        run = printed_folio(finished, index)
        is_required = owners.has_furniture(index) and not owners.opens_part(index)
        absent = _ABSENT if is_required else None
        numbers.append(run.text.strip() if run else absent)
    yield from compare_page_numbers(finished, "folios", numbers)
    if finished.edition.sides is Sides.ONE:
        yield from _blank_pages(finished)


def _blank_pages(finished: FinishedPdf) -> Iterator[Difference]:
    """Pages that show nothing, which only two-sided printing needs."""
    owners = finished.memo(PageOwners)
    for index, page in enumerate(finished.pages):
        has_text = page.passages or page.header or page.footer or owners.of(index) is not None
        if not has_text and not finished.entries.pages[index].has_xobjects:
            subject = f"page {index + 1} of the file"
            yield Difference(Code.FOLIO, "folios", subject, "page", "text", "a blank page")
