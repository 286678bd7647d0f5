"""The page labels, which viewers show as page numbers (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from publish.model.numerals import letters, roman
from publish.verification.difference import Difference
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.page_numbers import compare_page_numbers


def check_page_labels(finished: FinishedPdf) -> Iterator[Difference]:
    """The label of each page, which should be its number."""
    labels = list(_labels(finished.pdf, len(finished.pages)))
    yield from compare_page_numbers(finished, "page labels", labels)


def _labels(pdf: pikepdf.Pdf, pages: int) -> Iterator[str]:
    """The label of each page; without any labels, the numbers from 1."""
    tree = pdf.Root.get("/PageLabels")
    ranges = dict(pikepdf.NumberTree(tree).items()) if tree is not None else {}
    style, prefix, first, begin = "/D", "", 1, 0
    for page in range(pages):
        if (label := ranges.get(page)) is not None:
            style, prefix = str(label.get("/S", "")), str(label.get("/P", ""))
            first, begin = int(label.get("/St", 1)), page
        yield prefix + _format(first + page - begin, style)


def _format(number: int, style: str) -> str:
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
