"""The pages of a finished PDF as places in the book, for the page list of its e-book.

Read from the file alone: folios are its page labels, the words of each page are what PDFium draws
and the structure tree calls text of the book, and the named destinations say on which page a
section begins. A page that shows nothing of the book (a blank verso, the contents) has no place.
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

from publish.model.book import Book
from publish.model.pagebreak import PageBreak
from publish.model.script import strong_directions
from publish.model.section import heading_text
from publish.model.word_stream import countable_words, is_section

# What differs between print and e-book, or stands elsewhere there (ISO 32000-1, 14.8.4).
_APART = frozenset(
    {"/Link", "/Reference", "/Note", "/FENote", "/Formula", "/Figure", "/TOC", "/Artifact"}
)
_PASSED = frozenset({"/Link", "/Reference", "/Formula"})
_NESTED = 8  # forms inside forms that are still looked into
_DEEPEST = 200  # elements above a piece of text
_KEY = 40  # letters that a place is looked for by
_LEAST = 12  # of them that must be there, where the page has so many
_LOOK = 240  # letters at the head of a page that may be in no e-book, such as a page's number


def read_breaks(path: Path, book: Book) -> tuple[PageBreak, ...]:
    """Where each page of the PDF at `path` begins in the book; raises `pikepdf.PdfError`."""
    with pikepdf.open(path) as pdf:
        starts = _starts(pdf, book)
        stream = _Stream.of(book, starts)
        return tuple(_Finder(stream).places(_sheets(path, pdf)))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page: index from 0, folio, its letters, and how many links stand before the first."""

    index: int
    folio: str
    letters: str
    passed: int


def letters(text: str) -> str:
    """What of a text is the same in every edition: its letters and figures, as one run."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def _starts(pdf: pikepdf.Pdf, book: Book) -> dict[str, int]:
    """The index of the page on which each section begins, by its id."""
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    found: dict[str, int] = {}
    if names is not None:
        places = pikepdf.NameTree(names)
        for section in book.walk():
            place = places.get(section.id)
            if isinstance(place, pikepdf.Dictionary):
                place = place.get("/D")
            if isinstance(place, pikepdf.Array) and place[0].objgen in numbers:
                found[section.id] = numbers[place[0].objgen]
    return found


@dataclass(slots=True)
class _Stream:
    """The letters of the whole book in reading order, and the words that they belong to.

    `at` is the offset of each word, `words` its section with its place there (None: its heading).
    """

    text: str = ""
    at: list[int] = field(default_factory=list)
    words: list[tuple[str, int | None]] = field(default_factory=list)
    sections: list[tuple[int, int]] = field(default_factory=list)  # page, offset

    @classmethod
    def of(cls, book: Book, starts: dict[str, int]) -> _Stream:
        stream, pieces, length = cls(), [], 0
        for section in book.walk():
            stream.sections.append((starts.get(section.id, -1), length))
            head: list[tuple[str, int | None]] = [(heading_text(section), None)]
            own = enumerate(countable_words(section.body, is_section))
            for text, place in [*head, *((word.text, index) for index, word in own)]:
                stream.at.append(length)
                stream.words.append((section.id, place))
                pieces.append(letters(text))
                length += len(pieces[-1])
        stream.text = "".join(pieces)
        return stream

    def span(self, page: int) -> tuple[int, int]:
        """From where to where the letters of a page can be: by the sections that begin there."""
        first, last = 0, 0
        for place, (number, offset) in enumerate(self.sections):
            if 0 <= number < page:
                first = offset
            if 0 <= number <= page:
                following = self.sections[place + 1 : place + 2]
                last = following[0][1] if following else len(self.text)
        return first, last


class _Finder:
    """Finds the pages one after the other, each near where the one before it ended."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream
        self._near = 0

    def places(self, sheets: Iterator[_Sheet]) -> Iterator[PageBreak]:
        before = 0
        for sheet in sheets:
            found = self._find(sheet, before)
            if found is None:
                continue
            offset, skipped = found
            self._near = offset + len(sheet.letters) - skipped
            place = bisect_left(self._stream.at, offset)
            if place < len(self._stream.words):
                before = offset + 1
                section, words = self._stream.words[place]
                first = words == 0 and self._headless(place)
                yield PageBreak(sheet.folio, section, None if first else words, sheet.passed)

    def _headless(self, place: int) -> bool:
        """Whether a first word stands in a section whose heading has no letters of its own."""
        return place > 0 and self._stream.at[place - 1] == self._stream.at[place]

    def _find(self, sheet: _Sheet, before: int) -> tuple[int, int] | None:
        """The offset at which a page begins, and how many of its letters were not there."""
        first, last = self._stream.span(sheet.index)
        first = max(first, before)
        for skipped in range(0, min(len(sheet.letters), _LOOK), 4):
            key = sheet.letters[skipped : skipped + _KEY]
            if len(key) < min(_LEAST, len(sheet.letters)):
                return None
            if (offset := self._nearest(key, first, last, self._near + skipped)) is not None:
                while offset > first and skipped and self._same(offset, sheet, skipped):
                    offset, skipped = offset - 1, skipped - 1
                return offset, skipped
        return None

    def _same(self, offset: int, sheet: _Sheet, skipped: int) -> bool:
        return self._stream.text[offset - 1] == sheet.letters[skipped - 1]

    def _nearest(self, key: str, first: int, last: int, near: int) -> int | None:
        found, at = [], self._stream.text.find(key, first, last)
        while at >= 0:
            found.append(at)
            if at > near:
                break
            at = self._stream.text.find(key, at + 1, last)
        return min(found, key=lambda each: abs(each - near)) if found else None


def _sheets(path: Path, pdf: pikepdf.Pdf) -> Iterator[_Sheet]:
    roles = _Roles(pdf)
    document = pdfium.PdfDocument(path)
    try:
        for index, (drawn, page) in enumerate(zip(document, pdf.pages, strict=True)):
            kept, passed = roles.sort(page, _logical(list(_runs(drawn)), page))
            yield _Sheet(index, str(page.label), letters("".join(kept)), passed)
    finally:
        document.close()


def _runs(drawn: pdfium.PdfPage) -> Iterator[tuple[int, str]]:
    """Each text of a page that is marked, with the number of its mark, in the order of drawing."""
    words = drawn.get_textpage()
    kind = (pdfium_c.FPDF_PAGEOBJ_TEXT,)
    for shown in drawn.get_objects(filter=kind, max_depth=_NESTED, textpage=words):
        number = pdfium_c.FPDFPageObj_GetMarkedContentID(shown.raw)
        if number >= 0:
            yield number, shown.extract()


def _logical(runs: list[tuple[int, str]], page: pikepdf.Page) -> list[tuple[int, str]]:
    """The texts as they are read, where some run from right to left and say so by ActualText."""
    if "rtl" not in strong_directions("".join(text for _, text in runs)):
        return runs
    spoken = {}
    for instruction in pikepdf.parse_content_stream(page, "BDC"):
        said = instruction.operands[1]
        if isinstance(said, pikepdf.Dictionary) and "/MCID" in said and "/ActualText" in said:
            spoken[int(said["/MCID"])] = str(said["/ActualText"])
    return [
        (number, spoken.pop(number, "") if number in known else text)
        for known in [frozenset(spoken)]
        for number, text in runs
    ]


class _Roles:
    """Which element of the structure tree each marked text belongs to (ISO 32000-1, 14.7.4)."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        tree = root.get("/ParentTree")
        self._rows = {} if tree is None else dict(_leaves(tree))
        self._before: set[tuple[int, int]] = set()

    def sort(self, page: pikepdf.Page, runs: Sequence[tuple[int, str]]) -> tuple[list[str], int]:
        """The texts of a page that count, and how many links stand before the first of them."""
        row = self._rows.get(int(page.obj.get("/StructParents", -1)))
        kept: list[str] = []
        leading: set[tuple[int, int]] = set()
        seen: set[tuple[int, int]] = set()
        for number, text in runs:
            home = row[number] if row is not None and number < len(row) else None
            apart, passed = self._apart(home)
            if passed is not None:
                seen.add(passed)
                if passed not in self._before and not letters("".join(kept)):
                    leading.add(passed)
            if not apart:
                kept.append(text)
        self._before = seen
        return kept, len(leading)

    def _apart(self, node: pikepdf.Object | None) -> tuple[bool, tuple[int, int] | None]:
        """Whether a text counts for nothing, and the link or formula around it."""
        apart, passed = node is None, None
        for _ in range(_DEEPEST):
            if not isinstance(node, pikepdf.Dictionary):
                break
            role = str(node.get("/S", ""))
            if role == "/Caption":
                break
            if role in _APART:
                apart = True
                passed = node.objgen if role in _PASSED else None
            node = node.get("/P")
        return apart, passed


def _leaves(tree: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    nums: list[pikepdf.Object] = list(tree.get("/Nums", pikepdf.Array()))
    yield from zip(map(int, nums[::2]), nums[1::2], strict=True)
    for kid in tree.get("/Kids", pikepdf.Array()):
        yield from _leaves(kid)
