"""The pages of a finished PDF as positions in the book, for the page list of its e-book.

Only the file is read: folios are its page labels, the words of a page are those that PDFium
extracts and the structure tree marks as text of the book, and the named destinations give the page
on which a section begins. A page without text of the book (a blank verso) has no position.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from publish.files.destinations import pages_of_anchors
from publish.model.book import Book
from publish.model.pagebreak import PageBreak
from publish.model.script import strong_directions
from publish.model.section import heading_text
from publish.model.word_stream import countable_words, is_section

# What differs between print and e-book, or is elsewhere there (ISO 32000-1, 14.8.4).
_IGNORED = frozenset(
    {"/Link", "/Reference", "/Note", "/FENote", "/Formula", "/Figure", "/TOC", "/Artifact"}
)
_SKIPPED = frozenset({"/Link", "/Reference", "/Formula"})  # those that a page break counts
_NO_NUMBERS = ("/None", "/Description")  # lists of terms (ISO 32000-2, table 382)
_MAX_FORM_DEPTH = 8  # forms inside forms
_MAX_ELEMENT_DEPTH = 200  # structure elements above a text
_KEY_LENGTH = 40  # characters by which a page is searched for in the book
_MIN_KEY_LENGTH = 12
_SEARCHED = 240  # characters at the top of a page that may not be in the e-book, as a folio is


def read_breaks(path: Path, book: Book) -> tuple[PageBreak, ...]:
    """Where each page of the PDF at `path` begins in the book; raises `pikepdf.PdfError`."""
    with pikepdf.open(path) as pdf:
        first_pages = dict(pages_of_anchors(pdf, (section.id for section in book.walk())))
        text = _BookText.of(book, first_pages)
        return tuple(_PageLocator(text).breaks(_pages(path, pdf)))


@dataclass(frozen=True, slots=True)
class _PdfPage:
    """A page: index from 0, folio, text as `comparable` returns it; `skipped` is the number of
    links and formulas before its first word, of all that begin on a page without words."""

    index: int
    folio: str
    text: str
    skipped: int


def comparable(text: str) -> str:
    """The part of a text that is the same in every edition: its letters and digits, as one word."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


@dataclass(slots=True)
class _BookText:
    """The text of the whole book in reading order, as `comparable` returns it, and its words.

    `offsets` are those of the words, `words` the section of each and its index there (None for the
    heading), `sections` the first page and the offset of each section, `ends` the section and the
    number of its words.
    """

    text: str = ""
    offsets: list[int] = field(default_factory=list)
    words: list[tuple[str, int | None]] = field(default_factory=list)
    sections: list[tuple[int, int]] = field(default_factory=list)
    ends: list[tuple[str, int]] = field(default_factory=list)

    @classmethod
    def of(cls, book: Book, first_pages: dict[str, int]) -> _BookText:
        result, parts, length = cls(), list[str](), 0
        for section in book.walk():
            result.sections.append((first_pages.get(section.id, -1), length))
            heading: list[tuple[str, int | None]] = [(heading_text(section), None)]
            words = countable_words(section.body, is_section)
            result.ends.append((section.id, len(words)))
            indexed = ((word.text, index) for index, word in enumerate(words))
            for text, word_index in [*heading, *indexed]:
                result.offsets.append(length)
                result.words.append((section.id, word_index))
                parts.append(comparable(text))
                length += len(parts[-1])
        result.text = "".join(parts)
        return result

    def range_of(self, page: int) -> tuple[int, int]:
        """The offsets between which a page must begin, by the sections that begin on it."""
        first, last = 0, 0
        for index, (first_page, offset) in enumerate(self.sections):
            if 0 <= first_page < page:
                first = offset
            if 0 <= first_page <= page:
                following = self.sections[index + 1 : index + 2]
                last = following[0][1] if following else len(self.text)
        return first, last

    def end_of_section(self, page: int) -> tuple[str, int]:
        """The last section that begins before a page, and the number of its words; "" for none."""
        pairs = zip(reversed(self.ends), reversed(self.sections), strict=True)
        return next((end for end, (first_page, _) in pairs if 0 <= first_page < page), ("", 0))


class _PageLocator:
    """Locates the pages in the book one by one, each near the end of the one before."""

    def __init__(self, text: _BookText) -> None:
        self._book = text
        self._expected = self._minimum = 0  # offsets

    def breaks(self, pages: Iterator[_PdfPage]) -> list[PageBreak]:
        """The beginning of each page that has a position in the book."""
        found = [self._place_of(page) for page in pages]
        breaks: list[PageBreak] = []
        for each in reversed(found):
            place = self._before(breaks, each) if isinstance(each, _PdfPage) else each
            breaks += [place] if place else []
        return breaks[::-1]

    def _place_of(self, page: _PdfPage) -> PageBreak | _PdfPage | None:
        """Where a page begins; the page itself if it has only links, and begins where the next one
        does."""
        if page.skipped and not page.text:
            return page
        match = self._locate(page, self._minimum)
        if match is None:
            return None
        offset, unmatched = match
        self._expected = offset + len(page.text) - unmatched
        index = bisect_left(self._book.offsets, offset)
        if index == len(self._book.words):
            return None
        self._minimum = offset + 1
        section, words = self._book.words[index]
        first = words == 0 and self._has_empty_heading(index)
        return PageBreak(page.folio, section, None if first else words, page.skipped)

    def _before(self, following: Sequence[PageBreak], page: _PdfPage) -> PageBreak | None:
        """Where a page that has only links and formulas begins, by the pages after it, from the
        last of the book on."""
        section, words = self._book.end_of_section(page.index)
        if not following or following[-1].section != section:
            return PageBreak(page.folio, section, words, page.skipped) if section else None
        skipped = page.skipped + following[-1].skipped
        return PageBreak(page.folio, section, following[-1].words_before, skipped)

    def _has_empty_heading(self, index: int) -> bool:
        """Whether the heading before a first word has no letters of its own."""
        return index > 0 and self._book.offsets[index - 1] == self._book.offsets[index]

    def _locate(self, page: _PdfPage, minimum: int) -> tuple[int, int] | None:
        """The offset at which a page begins, and how many of its characters have no match."""
        first, last = self._book.range_of(page.index)
        first = max(first, minimum)
        for unmatched in range(0, min(len(page.text), _SEARCHED), 4):
            key = page.text[unmatched : unmatched + _KEY_LENGTH]
            if len(key) < min(_MIN_KEY_LENGTH, len(page.text)):
                return None
            offset = self._nearest(key, first, last, self._expected + unmatched)
            if offset is not None:
                while offset > first and unmatched and self._matches(offset, page, unmatched):
                    offset, unmatched = offset - 1, unmatched - 1
                return offset, unmatched
        return None

    def _matches(self, offset: int, page: _PdfPage, unmatched: int) -> bool:
        """Whether the characters before both positions are the same."""
        return self._book.text[offset - 1] == page.text[unmatched - 1]

    def _nearest(self, key: str, first: int, last: int, expected: int) -> int | None:
        """The occurrence of a key in a range that is nearest to the expected offset."""
        offsets, offset = list[int](), self._book.text.find(key, first, last)
        while offset >= 0:
            offsets.append(offset)
            if offset > expected:
                break
            offset = self._book.text.find(key, offset + 1, last)
        return min(offsets, key=lambda each: abs(each - expected), default=None)


def _pages(path: Path, pdf: pikepdf.Pdf) -> Iterator[_PdfPage]:
    tree = _StructureTree(pdf)
    document = pdfium.PdfDocument(path)
    try:
        for index, (rendered, page) in enumerate(zip(document, pdf.pages, strict=True)):
            texts, skipped = tree.book_texts(page, _logical(list(_texts(rendered)), page))
            yield _PdfPage(index, str(page.label), comparable("".join(texts)), skipped)
    finally:
        document.close()


def _texts(page: pdfium.PdfPage) -> Iterator[tuple[int, str]]:
    """Each marked text of a page with its marked-content id, in the order of drawing."""
    textpage = page.get_textpage()
    kind = (pdfium_c.FPDF_PAGEOBJ_TEXT,)
    for text in page.get_objects(filter=kind, max_depth=_MAX_FORM_DEPTH, textpage=textpage):
        mcid = pdfium_c.FPDFPageObj_GetMarkedContentID(text.raw)
        if mcid >= 0:
            yield mcid, text.extract()


def _logical(texts: list[tuple[int, str]], page: pikepdf.Page) -> list[tuple[int, str]]:
    """The texts in reading order, where some are right to left and give it by ActualText."""
    if "rtl" not in strong_directions("".join(text for _, text in texts)):
        return texts
    actual = {}
    for instruction in pikepdf.parse_content_stream(page, "BDC"):
        properties = instruction.operands[1]
        if isinstance(properties, pikepdf.Dictionary) and {"/MCID", "/ActualText"} <= set(
            properties
        ):
            actual[int(properties["/MCID"])] = str(properties["/ActualText"])
    with_actual = frozenset(actual)
    return [(mcid, actual.pop(mcid, "") if mcid in with_actual else text) for mcid, text in texts]


class _StructureTree:
    """The element of the structure tree that each marked text belongs to (ISO 32000-1, 14.7.4)."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        tree = root.get("/ParentTree")
        self._rows = {} if tree is None else dict(_leaves(tree))
        self._on_page_before: set[tuple[int, int]] = set()

    def book_texts(
        self, page: pikepdf.Page, texts: Sequence[tuple[int, str]]
    ) -> tuple[list[str], int]:
        """The texts of the book on a page, and how many links are before the first of them."""
        row = self._rows.get(int(page.obj.get("/StructParents", -1)))
        book_texts: list[str] = []
        leading: set[tuple[int, int]] = set()
        on_page: set[tuple[int, int]] = set()
        for mcid, text in texts:
            element = row[mcid] if row is not None and mcid < len(row) else None
            ignored, skipped = self._classify(element)
            if skipped is not None:
                on_page.add(skipped)
                if skipped not in self._on_page_before and not comparable("".join(book_texts)):
                    leading.add(skipped)
            if not ignored:
                book_texts.append(text)
        self._on_page_before = on_page
        return book_texts, len(leading)

    def _classify(self, element: pikepdf.Object | None) -> tuple[bool, tuple[int, int] | None]:
        """Whether a text is ignored, and the link or formula that it is in."""
        ignored, skipped = element is None, None
        for _ in range(_MAX_ELEMENT_DEPTH):
            if not isinstance(element, pikepdf.Dictionary):
                break
            role = str(element.get("/S", ""))
            if role == "/Caption":
                break
            ignored = ignored or (role == "/Lbl" and _is_list_number(element))
            if role in _IGNORED:
                ignored = True
                skipped = element.objgen if role in _SKIPPED else None
            element = element.get("/P")
        return ignored, skipped


def _is_list_number(label: pikepdf.Object) -> bool:
    """Whether a label is the number of an item; what a list defines is text of the book."""
    item = label.get("/P", pikepdf.Dictionary())
    attributes = item.get("/P", pikepdf.Dictionary()).get("/A", pikepdf.Dictionary())
    if item.get("/S") != "/LI" or not isinstance(attributes, pikepdf.Dictionary):
        return False
    return attributes.get("/ListNumbering", "/None") not in _NO_NUMBERS


def _leaves(tree: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    """The keys and values of a number tree."""
    nums: list[pikepdf.Object] = list(tree.get("/Nums", pikepdf.Array()))
    yield from zip(map(int, nums[::2]), nums[1::2], strict=True)
    for kid in tree.get("/Kids", pikepdf.Array()):
        yield from _leaves(kid)
