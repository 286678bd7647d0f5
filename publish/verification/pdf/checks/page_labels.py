"""The page labels, which viewers show as page numbers (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.numerals import letters, roman
from publish.verification.difference import Difference
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.page_numbers import compare_page_numbers
from publish.verification.pdf.reader.surroundings import LabelRange


def check_page_labels(finished: FinishedPdf) -> Iterator[Difference]:
    """The label of each page, which should be its number."""
    labels = list(_labels(finished))
    yield from compare_page_numbers(finished, "page labels", labels)


def _labels(finished: FinishedPdf) -> Iterator[str]:
    """The label of each page; without any labels, the numbers from 1."""
    ranges = {each.page: each for each in finished.labels}
    label = LabelRange(0, "/D", "", 1)
    for page in range(len(finished.pages)):
        label = ranges.get(page, label)
        yield label.prefix + _format(label.first + page - label.page, label.style)


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
