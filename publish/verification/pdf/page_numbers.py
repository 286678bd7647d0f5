"""The number that each page should have, and the one that is printed on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.model.numerals import roman
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.runs import TextRun


def expected_folio(finished: FinishedPdf, page: int) -> str:
    """The number of a page: lower-case roman in the front matter, arabic from 1 after it."""
    front = finished.first_body_page
    return roman(page + 1) if page < front else str(page - front + 1)


def printed_folio(finished: FinishedPdf, page: int) -> TextRun | None:
    """The folio on a page: the outermost number in its head, or the number in its foot."""
    printed = finished.pages[page]
    numbers = [run for run in (*printed.header, *printed.footer) if _is_number(run.text.strip())]
    if not numbers:
        return None
    at_right = is_recto(finished, page) is (finished.book.direction != "rtl")
    return (max if at_right else min)(numbers, key=lambda run: run.left)


def _is_number(text: str) -> bool:
    return text.isdecimal() or (bool(text) and set(text) <= set("ivxlcdm"))


def is_recto(finished: FinishedPdf, page: int) -> bool:
    """Whether a page is the first of its leaf: a right-hand one in a book read left to right."""
    return page % finished.edition.sides.pages_per_leaf == 0


def compare_page_numbers(
    finished: FinishedPdf, surface: str, numbers: Sequence[str | None]
) -> Iterator[Difference]:
    """One difference for each run of pages with wrong numbers; a None is not compared."""
    wrong: list[int] = []
    for page in range(len(finished.pages) + 1):
        last = page == len(finished.pages)
        if not last and numbers[page] not in (None, expected_folio(finished, page)):
            wrong.append(page)
        elif wrong:
            yield _difference(finished, surface, wrong, numbers[wrong[0]])
            wrong = []


def _difference(
    finished: FinishedPdf, surface: str, pages: Sequence[int], number: str | None
) -> Difference:
    """The first of some pages with its number, and how many more there are."""
    more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
    section = _section_at_top(finished, pages[0])
    about = f", {section_name(finished.sections[section])}" if section else ""
    subject = f"page {pages[0] + 1} of the file{more}{about}"
    values = quoted(expected_folio(finished, pages[0])), quoted(number or None)
    return Difference(Code.FOLIO, surface, subject, "number", *values)


def _section_at_top(finished: FinishedPdf, page: int) -> str | None:
    """The last section that begins on a page, or else on a page before it."""
    earlier = [
        (position.page, -position.top, section)
        for section, position in finished.section_positions.items()
        if position.page < page
    ]
    here = finished.section_at(page, None)
    return here or (max(earlier)[2] if earlier else None)
