"""Reads the files for a printer back.

preflight.py  what they break of the rules of the printer
rules/        the rules; `table.py` has their codes
reader.py     a file: its pages, images, colours
things.py     what is on a page
known_pages.py  which pages were right before
same.py       whether a page is drawn as another one is
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, repeat, zip_longest
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from publish.cache import digest
from publish.cache.pdf_objects import ObjectDigests
from publish.context import Context
from publish.model.book import Book, Edition
from publish.processes import both
from publish.verification.difference import Code, Difference, unreadable
from publish.verification.print.known_pages import KnownPages
from publish.verification.print.reader import OpenFiles, PrintFile
from publish.verification.print.same import DrawnPages
from publish.verification.print.table import INTERIOR
from publish.verification.print.things import Box, Thing, things_of

_SURFACE = "interior"
# What only pages for readers have, and shows nothing.
_OF_READERS = ("/Parent", "/Annots", "/StructParents", "/Tabs")
_EXACT = 0.02  # points by which a place may differ

PageFacts = tuple[str, list[tuple[str, tuple[int, ...]]]]


def verify_print(
    path: Path, book: Book, edition: Edition, context: Context, opened: OpenFiles | None = None
) -> Iterator[Difference]:
    """The differences between the interior in the folder `path` and the edition that it prints.

    Page by page: the same words, and everything in the same place. What follows is blank. The
    edition is in the file that `opened` names, by default the product of its name beside the
    folder.
    """
    opened = opened or OpenFiles(context)
    printed = next(each for each in book.editions if each.name == edition.page_list)
    screen = opened.pages or path.with_name(book.product_name(printed))
    if not screen.is_file():
        fact = f"only the rules of the printer are checked, since {screen.name} is not beside it"
        yield Difference(Code.UNKNOWN, _SURFACE, "the pages", fact, "", "")
        return
    try:
        known = KnownPages(context.cache, book, edition, "drawn as on the screen")
        interior = opened.open(path / INTERIOR)
        copies, rtl = context.copies, book.direction == "rtl"
        yield from _differences(interior, screen, known, copies, rtl=rtl)
    except (pdfium.PdfiumError, pikepdf.PdfError, OSError) as error:
        yield unreadable("file", str(error))


def _differences(
    file: PrintFile, screen: Path, known: KnownPages, copies: int, *, rtl: bool
) -> Iterator[Difference]:
    """Pages that are drawn by the same operators are the same; of others PDFium reads both."""
    ours = file.pdf
    with pikepdf.open(screen) as theirs:
        count = len(theirs.pages)
        yield from _cut_elsewhere(ours, theirs, rtl=rtl)
        pairs = _pairs(file, screen, copies) if known.is_kept else [""] * len(ours.pages)
        new = [index for index, pair in enumerate(pairs) if pair not in known]
        doubtful = list(DrawnPages(ours).other_than(DrawnPages(theirs), new))
        for number in range(len(ours.pages), count):
            subject = f"page {number + 1}"
            yield Difference(Code.MISSING, _SURFACE, subject, "the page", "a page", "none")
    differences = []
    if doubtful:
        with pdfium.PdfDocument(file.content) as found, pdfium.PdfDocument(screen) as expected:
            differences = list(_compare(found, expected, doubtful))
    yield from differences
    if not differences:
        known.store(pairs)


def _pairs(ours: PrintFile, screen: Path, copies: int) -> list[str]:
    """A digest of each page and of the one that it prints."""
    printed, shown = both(
        lambda: list(map(ours.digests.page, ours.pdf.pages)), partial(_shown, screen), copies
    )
    pairs = zip(printed, chain(shown, repeat("blank")), strict=False)
    return [mine and other and digest(mine, other) for mine, other in pairs]


def _shown(screen: Path) -> list[str]:
    """A digest of each page of a file. It is opened for that: two processes read it at once."""
    with pikepdf.open(screen) as pdf:
        digests = ObjectDigests(pdf)
        return [digests.page(page, _OF_READERS) for page in pdf.pages]


def _cut_elsewhere(ours: pikepdf.Pdf, theirs: pikepdf.Pdf, *, rtl: bool) -> Iterator[Difference]:
    """Pages that are not cut where the others are: they may be moved from the spine, all alike."""
    moves = []
    for number, (page, screen) in enumerate(zip(ours.pages, theirs.pages, strict=False)):
        left, bottom, _, _ = (
            float(mine) - float(other)
            for mine, other in zip(page.trimbox, screen.trimbox, strict=True)
        )
        moves.append(((left if (number % 2 == 1) is not rtl else -left), bottom))
    for number, move in enumerate(moves, 1):
        if abs(move[0] - moves[0][0]) > _EXACT or abs(move[1]) > _EXACT or move[0] < -_EXACT:
            expected, found = f"{moves[0][0]:.2f} from the spine", f"{move[0]:.2f}, {move[1]:.2f}"
            subject = f"page {number}"
            yield Difference(Code.PLACE, _SURFACE, subject, "where it is cut", expected, found)


def _compare(
    ours: pdfium.PdfDocument, theirs: pdfium.PdfDocument, pages: Sequence[int]
) -> Iterator[Difference]:
    for index in pages:
        subject = f"page {index + 1}"
        printed = theirs[index] if index < len(theirs) else None
        # Both are read in the frame of the screen: how the page is cut was compared before.
        trim = (printed or ours[index]).get_trimbox()
        found = _facts(ours[index], trim)
        words, things = _facts(printed, trim) if printed else ("", [])
        if found[0] != words:
            yield Difference(Code.WORDS, _SURFACE, subject, "its words", words, found[0])
        elif found[1] != things:
            place = _first_difference(found[1], things)
            yield Difference(Code.PLACE, _SURFACE, subject, "what is on it", *place)


def _facts(page: pdfium.PdfPage, trim: Box) -> PageFacts:
    """The words of a trimmed page, and the things on it with their places."""
    text = page.get_textpage()
    words = " ".join(text.get_text_range().split())
    return words, [_place(each) for each in things_of(page) if _is_on(each, trim)]


def _place(thing: Thing) -> tuple[str, tuple[int, ...]]:
    return thing.kind, tuple(round(edge / _EXACT) for edge in thing.box)


def _is_on(thing: Thing, trim: Box) -> bool:
    left, below, right, above = thing.box
    return left < trim[2] and right > trim[0] and below < trim[3] and above > trim[1]


def _first_difference(
    found: list[tuple[str, tuple[int, ...]]], expected: list[tuple[str, tuple[int, ...]]]
) -> tuple[str, str]:
    """What is expected and what is found where two lists of things differ first."""
    pairs = zip_longest(expected, found)
    wanted, seen = next(pair for pair in pairs if pair[0] != pair[1])
    return _words(wanted), _words(seen)


def _words(thing: tuple[str, tuple[int, ...]] | None) -> str:
    if thing is None:
        return "nothing"
    edges = ", ".join(f"{edge * _EXACT:.2f}" for edge in thing[1])
    return f"{thing[0]} at {edges}"
