"""The text of all pages: what belongs to the text, and what stands around it.

Text comes from PDFium (drawn.py); the marks that say what each run belongs to come from the content
stream (content.py). A page that was read before is not read again (readings.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec
import pikepdf

from publish.aside import shared
from publish.cache import Cache
from publish.verify.pdf.content import Content
from publish.verify.pdf.drawn import Drawing, Piece
from publish.verify.pdf.fingerprints import page_content
from publish.verify.pdf.readings import Readings
from publish.verify.pdf.runs import Page, Run
from publish.verify.pdf.spelling import Spellings

_FEW = 60  # pages

_decoder = msgspec.msgpack.Decoder(list[Page])


def read_pages(path: Path, count: int, cache: Cache | None = None) -> list[Page]:
    """All pages of the file at `path`, of which there are so many; without a `cache` each is read.

    Raises `pypdfium2.PdfiumError` for a page that cannot be read.
    """
    shares = shared(partial(_read_share, path, cache), range(count), _FEW)
    return [page for share in shares for page in _decoder.decode(share)]


def _read_share(path: Path, cache: Cache | None, numbers: Sequence[int]) -> bytes:
    """Some pages, in the form in which they travel between processes."""
    with pikepdf.open(path) as pdf:
        return msgspec.msgpack.encode(_read(path, pdf, cache, numbers))


def _read(path: Path, pdf: pikepdf.Pdf, cache: Cache | None, numbers: Sequence[int]) -> list[Page]:
    readings, spellings = Readings(cache), Spellings()
    pages = {number: readings.load(pdf.pages[number]) for number in numbers}
    missing = [number for number, page in pages.items() if page is None]
    if missing:
        with Drawing(path) as drawing:
            for number in missing:
                content = page_content(pdf.pages[number])
                page = pages[number] = _page(content, drawing.pieces(number))
                page.spelled = spellings.of(pdf.pages[number], content.shown) | content.spoken
                readings.store(pdf.pages[number], content.uses, page)
    return [page for page in pages.values() if page is not None]


def _page(content: Content, pieces: Sequence[Piece]) -> Page:
    page = Page()
    lines = {"Header": page.head, "Footer": page.foot}
    waiting = iter(content.around)
    for number, text, box in pieces:
        if number >= 0:
            page.marked.setdefault(number, []).append(Run(text, *box))
            continue
        kind, spoken = next(waiting, ("", None))
        if (line := lines.get(kind)) is not None and spoken != "":
            line.append(Run(text if spoken is None else spoken, *box))
    for number, spoken in content.spoken.items():
        if runs := page.marked.get(number):
            page.marked[number] = [_whole(runs, spoken)]
    return page


def _whole(runs: list[Run], text: str) -> Run:
    """One run in the place of those of a line."""
    lefts, bottoms, rights, tops = zip(
        *((run.left, run.bottom, run.right, run.top) for run in runs), strict=True
    )
    return Run(text, min(lefts), min(bottoms), max(rights), max(tops))
