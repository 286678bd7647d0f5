"""The words of a printed page, with their boxes, as PDFium finds them in the finished file."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Iterator
from ctypes import byref
from math import hypot
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from publish.files.page_text import FILLER, page_characters
from publish.preview.source_map.words import spanned_words

_LINE = 20  # times as far is what is above or below
_DIVIDED = "\x02"  # the hyphen of a divided word


class WordBox(NamedTuple):
    """A word, or a part of a divided one, on a page: points from the page's left and top."""

    word: int  # its index
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def distance(self, x: float, y: float) -> float:
        """How far a point is away; 0 inside. Another line is farther than another word."""
        across = max(self.left - x, 0, x - self.right)
        return hypot(across, _LINE * max(self.top - y, 0, y - self.bottom))


class PrintedPage(NamedTuple):
    """The words of a page in the order in which they are drawn, and where they are."""

    words: list[str]
    boxes: list[WordBox]

    def nearest(self, x: float, y: float, words: Container[int]) -> WordBox | None:
        """The box nearest to a point, of some words."""
        boxes = (box for box in self.boxes if box.word in words)
        return min(boxes, key=lambda box: box.distance(x, y), default=None)

    def box_of(self, word: int) -> WordBox:
        """The box of a word, or of its first part."""
        return next(box for box in self.boxes if box.word == word)


def printed_page(document: pdfium.PdfDocument, index: int) -> PrintedPage:
    """The words of a page (from 0)."""
    page = document[index]
    textpage = page.get_textpage()
    try:
        return _read(textpage, page.get_height())
    finally:
        textpage.close()
        page.close()


def first_pages(document: pdfium.PdfDocument, sections: Iterable[str]) -> dict[str, int]:
    """The pages (from 0) on which sections begin, by the named destinations of a PDF."""
    found = {}
    for section in sections:
        destination = pdfium_c.FPDF_GetNamedDestByName(document, section.encode())
        if destination:
            found[section] = pdfium_c.FPDFDest_GetDestPageIndex(document, destination)
    return found


def _read(textpage: pdfium.PdfTextPage, height: float) -> PrintedPage:
    counted = page_characters(textpage)
    places = [place for place, character in enumerate(counted) if character != FILLER]
    text = counted.replace(FILLER, "")
    found = PrintedPage([], [])
    for word, start, end in spanned_words(text):
        for first, last in _parts(text, start, end):
            edges = _edges(textpage, places[first], places[last], height)
            found.boxes.append(WordBox(len(found.words), *edges))
        found.words.append(_logical(word))
    return found


def _logical(word: str) -> str:
    """A word in the order of reading; PDFium has those from right to left as they are drawn."""
    return word[::-1] if unicodedata.bidirectional(word[0]) in ("R", "AL") else word


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The first and the last character of each part of a word that may be divided."""
    for part in text[start:end].split(_DIVIDED):
        if part:
            yield start, start + len(part) - 1
        start += len(part) + 1


def _edges(
    textpage: pdfium.PdfTextPage, first: int, last: int, height: float
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a text, with the full height of its line."""
    one, other = _box(textpage, first), _box(textpage, last)
    left, right = min(one.left, other.left), max(one.right, other.right)
    return left, height - max(one.top, other.top), right, height - min(one.bottom, other.bottom)


def _box(textpage: pdfium.PdfTextPage, character: int) -> pdfium_c.FS_RECTF:
    rectangle = pdfium_c.FS_RECTF()
    pdfium_c.FPDFText_GetLooseCharBox(textpage, character, byref(rectangle))
    return rectangle
