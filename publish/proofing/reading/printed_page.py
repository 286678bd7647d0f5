"""What PDFium finds on one page. Lengths are points from the left and the head of the sheet."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from math import hypot
from typing import Any

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from publish.files.page_text import FILLER, page_characters

_WIDTH = 260  # pixels of a small picture: it can be read, and 450 of them can be mailed
_QUALITY = 25  # of 100, of a picture in WebP
_LEVEL = 0.02  # of its size by which text that is read across may slope
_SAME = 0.35  # points by which words of one line may be higher or lower
_HYPHEN = "\x02\ufffe"  # what the library has for a hyphen that divides a word
# A word, up to the hyphen that divides it.
_WORD = re.compile(rf"[^\s{_HYPHEN}]+[{_HYPHEN}]?|[{_HYPHEN}]")
_NESTED = 8  # levels of forms that are searched for pictures
_Handle = Any


class PrintedFont(msgspec.Struct, array_like=True, frozen=True):
    """A font of a page: its name without the tag of a subset, its size, the advance of a space.

    That is 0 where no space of it is on the page.
    """

    name: str
    size: float
    space: float


class Run(msgspec.Struct, array_like=True):
    """Words of one line, in one font and one sequence of marked content (-1: in none).

    `font` is its place among those of the page, `gaps` are the widths of the spaces between.
    """

    mcid: int
    text: str
    left: float
    right: float
    baseline: float
    font: int
    gaps: list[float]


class PrintedPicture(msgspec.Struct, array_like=True, frozen=True):
    """A picture in pixels: its size on the paper, its pixels, and where it is."""

    mcid: int
    width: float
    height: float
    pixels: tuple[int, int]
    left: float
    top: float


class PrintedPage(msgspec.Struct, array_like=True, frozen=True):
    """A page: its size, what is on it, and a small picture of it (WebP)."""

    width: float
    height: float
    fonts: list[PrintedFont]
    runs: list[Run]
    pictures: list[PrintedPicture]
    thumbnail: bytes


def read_page(document: pdfium.PdfDocument, index: int) -> PrintedPage:
    """A page of an open file (from 0)."""
    page = document[index]
    left, bottom, right, top = page.get_cropbox()
    text_page = pdfium_c.FPDFText_LoadPage(page)
    try:
        text = _PageText(text_page, left, top)
        runs = list(text.runs())
    finally:
        pdfium_c.FPDFText_ClosePage(text_page)
    pictures = list(_pictures(page, left, top))
    thumbnail = _thumbnail(page)
    page.close()
    return PrintedPage(right - left, top - bottom, text.fonts, runs, pictures, thumbnail)


def _thumbnail(page: pdfium.PdfPage) -> bytes:
    image = page.render(scale=_WIDTH / page.get_width()).to_pil()
    file = io.BytesIO()
    image.save(file, "WEBP", quality=_QUALITY, method=2)
    return file.getvalue()


class _PageText:
    """The words of a page, each measured at its first and its last letter."""

    def __init__(self, handle: _Handle, left: float, top: float) -> None:
        self._handle, self._left, self._top = handle, left, top
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)
        self._objects: dict[int | None, tuple[int, int]] = {}
        self._numbers: dict[tuple[str, float], int] = {}
        self.fonts: list[PrintedFont] = []
        self._text = page_characters(handle)

    def runs(self) -> Iterator[Run]:
        """The text in runs, in the order of the file."""
        run: Run | None = None
        for match in _WORD.finditer(self._text):
            word = self._word(match)
            if word is None:
                continue
            if run is None or not _goes_on(run, word):
                if run is not None:
                    yield run
                run = word
            else:
                run.gaps.append(round(max(word.left - run.right, run.left - word.right), 2))
                run.text += f" {word.text}"
                run.left, run.right = min(run.left, word.left), max(run.right, word.right)
        if run is not None:
            yield run

    def _word(self, match: re.Match[str]) -> Run | None:
        """A word as a run of its own; None for one that is turned."""
        first, last = match.start(), match.end() - 1
        mcid, font = self._object(first)
        if font < 0:
            return None
        left, right = self._edges(first)
        if last > first:
            other_left, other_right = self._edges(last)
            left, right = min(left, other_left), max(right, other_right)
        pdfium_c.FPDFText_GetCharOrigin(self._handle, first, self._x, self._y)
        text = re.sub(f"[{_HYPHEN}]", "‐", match[0].replace(FILLER, ""))
        baseline = round(self._top - self._y.value, 2)
        return Run(mcid, text, left, right, baseline, font, [])

    def _edges(self, index: int) -> tuple[float, float]:
        pdfium_c.FPDFText_GetLooseCharBox(self._handle, index, self._box)
        return round(self._box.left - self._left, 2), round(self._box.right - self._left, 2)

    def _object(self, index: int) -> tuple[int, int]:
        """The marked content of the text that a letter is in, and its font; -1 if it is turned."""
        item = pdfium_c.FPDFText_GetTextObject(self._handle, index)
        key = ctypes.cast(item, ctypes.c_void_p).value
        if key not in self._objects:
            mcid = pdfium_c.FPDFPageObj_GetMarkedContentID(item)
            pdfium_c.FPDFText_GetMatrix(self._handle, index, self._matrix)
            size = pdfium_c.FPDFText_GetFontSize(self._handle, index) * abs(self._matrix.d)
            is_level = abs(self._matrix.b) <= _LEVEL * abs(self._matrix.d)
            self._objects[key] = mcid, self._font(item, round(size, 2), index) if is_level else -1
        return self._objects[key]

    def _font(self, item: _Handle, size: float, index: int) -> int:
        font = pdfium_c.FPDFTextObj_GetFont(item)
        pdfium_c.FPDFFont_GetBaseFontName(font, self._name, len(self._name))
        tag, plus, name = self._name.value.decode("utf-8", "replace").partition("+")
        key = name if plus else tag, size
        if key not in self._numbers:
            self._numbers[key] = len(self.fonts)
            self.fonts.append(PrintedFont(*key, self._space(item, index)))
        return self._numbers[key]

    def _space(self, item: _Handle, index: int) -> float:
        """The advance of the first space of a text; 0 if it has none."""
        at = self._text.find(" ", index)
        wanted = ctypes.cast(item, ctypes.c_void_p).value
        while at >= 0:
            found = pdfium_c.FPDFText_GetTextObject(self._handle, at)
            if ctypes.cast(found, ctypes.c_void_p).value != wanted:
                return 0.0
            if not pdfium_c.FPDFText_IsGenerated(self._handle, at):
                left, right = self._edges(at)
                return round(right - left, 2)
            at = self._text.find(" ", at + 1)
        return 0.0


def _goes_on(run: Run, word: Run) -> bool:
    """Whether a word is in the line, the font and the sequence of the run before it."""
    is_same = run.mcid == word.mcid and run.font == word.font
    return is_same and abs(run.baseline - word.baseline) <= _SAME and not run.text.endswith("‐")


def _pictures(page: pdfium.PdfPage, left: float, top: float) -> Iterator[PrintedPicture]:
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_NESTED):
        width, height = ctypes.c_uint(), ctypes.c_uint()
        pdfium_c.FPDFImageObj_GetImagePixelSize(item, width, height)
        a, b, c, d, *_ = _matrix_on_page(item)
        *_, outermost = _outer(item)
        bounds = outermost.get_bounds()
        yield PrintedPicture(
            mcid=_mcid(item),
            width=round(hypot(a, b), 2),
            height=round(hypot(c, d), 2),
            pixels=(width.value, height.value),
            left=round(bounds[0] - left, 2),
            top=round(top - bounds[3], 2),
        )


def _outer(item: pdfium.PdfObject) -> Iterator[pdfium.PdfObject]:
    """An object and the forms around it, the innermost first."""
    while item is not None:
        yield item
        item = item.container


def _mcid(item: pdfium.PdfObject) -> int:
    found = (pdfium_c.FPDFPageObj_GetMarkedContentID(each) for each in _outer(item))
    return next((mcid for mcid in found if mcid >= 0), -1)


def _matrix_on_page(item: pdfium.PdfObject) -> tuple[float, ...]:
    matrix = pdfium.PdfMatrix()
    for each in _outer(item):
        matrix = matrix.multiply(each.get_matrix())
    return tuple(matrix.get())
