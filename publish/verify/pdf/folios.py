"""Page numbers: printed on the pages, and told to readers as page labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf

from publish.model.numerals import letters, roman
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.owners import Owners
from publish.verify.pdf.runs import Page, Run

_LOST = ""  # where a number should be printed


def right_folio(finished: Finished, page: int) -> str:
    """The number of a page: lower-case roman in the front matter, arabic from 1 behind it."""
    front = finished.first_body_page
    return roman(page + 1) if page < front else str(page - front + 1)


def folios(finished: Finished) -> Iterator[Difference]:
    """A folio is the page's number, and stands on each page that is not bare."""
    owners = finished.once(Owners)
    shown = []
    for index, page in enumerate(finished.pages):
        run = folio_of(page, recto=is_recto(index))
        shown.append(run.text.strip() if run else None if owners.is_bare(index) else _LOST)
    yield from _differ(finished, "folios", shown)


def is_recto(page: int) -> bool:
    """Whether a page is a right-hand one: the first of the file is."""
    return page % 2 == 0


def folio_of(page: Page, *, recto: bool) -> Run | None:
    """The folio of a page: the outermost number at its head, or the number at its foot."""
    numbers = [run for run in (*page.head, *page.foot) if _is_number(run.text.strip())]
    if not numbers:
        return None
    return (max if recto else min)(numbers, key=lambda run: run.left)


def _is_number(text: str) -> bool:
    return text.isdecimal() or (bool(text) and set(text) <= set("ivxlcdm"))


def page_labels(finished: Finished) -> Iterator[Difference]:
    """The label of each page (ISO 32000-1, 12.4.2) is its number."""
    yield from _differ(finished, "page labels", list(_labels(finished.pdf)))


def _differ(finished: Finished, surface: str, shown: Sequence[str | None]) -> Iterator[Difference]:
    """The first page of each run of pages that differ, with how many more there are."""
    run: list[int] = []
    for page in range(len(finished.pages) + 1):
        last = page == len(finished.pages)
        if not last and shown[page] not in (None, right_folio(finished, page)):
            run.append(page)
        elif run:
            yield _difference(finished, surface, run, shown[run[0]])
            run = []


def _difference(finished: Finished, surface: str, run: list[int], shown: str | None) -> Difference:
    more = f" and {len(run) - 1} more" if len(run) > 1 else ""
    section = section_on(finished, run[0])
    around = f", {name(finished.sections[section])}" if section else ""
    subject = f"page {run[0] + 1} of the file{more}{around}"
    values = quoted(right_folio(finished, run[0])), quoted(shown or None)
    return Difference(Code.FOLIO, surface, subject, "number", *values)


def section_on(finished: Finished, page: int) -> str | None:
    """The section that the top of a page belongs to: the last one that began before, or there."""
    begun = [
        (place.page, -place.top, section)
        for section, place in finished.places.items()
        if place.page < page
    ]
    here = finished.begins_at(page, None)
    return here or (max(begun)[2] if begun else None)


def _labels(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The label of every page; without any, the numbers from 1."""
    tree = pdf.Root.get("/PageLabels")
    ranges = dict(pikepdf.NumberTree(tree).items()) if tree is not None else {}
    style, prefix, first, begin = "/D", "", 1, 0
    for page in range(len(pdf.pages)):
        if (label := ranges.get(page)) is not None:
            style, prefix = str(label.get("/S", "")), str(label.get("/P", ""))
            first, begin = int(label.get("/St", 1)), page
        yield prefix + _written(first + page - begin, style)


def _written(number: int, style: str) -> str:
    match style:
        case "/r":
            return roman(number)
        case "/R":
            return roman(number).upper()
        case "/a":
            return letters(number)
        case "/A":
            return letters(number).upper()
    return str(number) if style == "/D" else ""
