"""Page numbers: printed on the pages, and told to readers as page labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf

from publish.model.book import Sides
from publish.model.numerals import letters, roman
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.owners import Owners
from publish.verify.pdf.reader.runs import Run

_LOST = ""  # where a number should be printed


def right_folio(finished: Finished, page: int) -> str:
    """The number of a page: lower-case roman in the front matter, arabic from 1 behind it."""
    front = finished.first_body_page
    return roman(page + 1) if page < front else str(page - front + 1)


def folios(finished: Finished) -> Iterator[Difference]:
    """A folio is the page's number, and stands on each page that is not bare."""
    owners = finished.once(Owners)
    shown = []
    for index in range(len(finished.pages)):
        run = folio_of(finished, index)
        shown.append(run.text.strip() if run else None if owners.is_bare(index) else _LOST)
    yield from _differ(finished, "folios", shown)
    if finished.edition.sides is Sides.ONE:
        yield from _blanks(finished)


def is_recto(finished: Finished, page: int) -> bool:
    """Whether a page is the first of its leaf: a right-hand one, where books are read so."""
    return page % finished.edition.sides.pages_per_leaf == 0


def folio_of(finished: Finished, page: int) -> Run | None:
    """The folio of a page: the outermost number at its head, or the number at its foot."""
    printed = finished.pages[page]
    numbers = [run for run in (*printed.head, *printed.foot) if _is_number(run.text.strip())]
    if not numbers:
        return None
    at_right = is_recto(finished, page) is (finished.book.direction != "rtl")
    return (max if at_right else min)(numbers, key=lambda run: run.left)


def _blanks(finished: Finished) -> Iterator[Difference]:
    """Pages that show nothing, which only leaves of two sides need."""
    owners = finished.once(Owners)
    for index, page in enumerate(finished.pages):
        shows = page.marked or page.head or page.foot or owners.of(index) is not None
        if not shows and "/XObject" not in finished.pdf.pages[index].resources:
            subject = f"page {index + 1} of the file"
            yield Difference(Code.FOLIO, "folios", subject, "page", "text", "a blank page")


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
