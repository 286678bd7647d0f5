"""The text of all pages: what belongs to the text, and what stands around it.

Text comes from PDFium (drawn.py); the marks that say what each run belongs to come from the content
stream (content.py). A page that was read before is not read again (readings.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec
import pikepdf

from publish.cache import Cache
from publish.processes import map_in_processes
from publish.verify.pdf.reader.content_streams import Content
from publish.verify.pdf.reader.fingerprints import page_content
from publish.verify.pdf.reader.page_cache import Readings, Recent
from publish.verify.pdf.reader.pdfium_text import Drawing, Piece
from publish.verify.pdf.reader.runs import Page, Run, passage
from publish.verify.pdf.reader.to_unicode import Spellings

_FEW = 60  # pages

_decoder = msgspec.msgpack.Decoder(list[Page])


def read_pages(
    path: Path, pdf: pikepdf.Pdf, cache: Cache | None = None, recent: Recent | None = None
) -> list[Page]:
    """All pages of the file at `path`, which is open as `pdf` too; without a `cache` each is read.

    `pdf` is in memory, since other processes may read a share of it at the same time. Pages that
    are the same as in the file before are `recent`.

    Raises `pypdfium2.PdfiumError` for a page that cannot be read.
    """
    readings = Readings(cache, recent)
    pages = [readings.load(page) for page in pdf.pages]
    missing = [number for number, page in enumerate(pages) if page is None]
    if missing:
        shares = map_in_processes(partial(_read_share, path, pdf, cache), missing, _FEW)
        found = chain.from_iterable(map(_decoder.decode, shares))
        for number, page in zip(missing, found, strict=True):
            pages[number] = page
    if recent is not None:
        recent.keep(readings.keys)
    return [page for page in pages if page is not None]


def _read_share(path: Path, pdf: pikepdf.Pdf, cache: Cache | None, numbers: Sequence[int]) -> bytes:
    """Some pages, in the form in which they travel between processes."""
    with Drawing(path) as drawing:
        readings, spellings = Readings(cache), Spellings()
        return msgspec.msgpack.encode(
            [_read(number, pdf.pages[number], drawing, readings, spellings) for number in numbers]
        )


def _read(
    number: int, held: pikepdf.Page, drawing: Drawing, readings: Readings, spellings: Spellings
) -> Page:
    content = page_content(held)
    page = _page(content, drawing.pieces(number))
    page.spelled = spellings.of(held, content.shown) | content.spoken
    readings.store(held, content.uses, page)
    return page


def _page(content: Content, pieces: Sequence[Piece]) -> Page:
    page, marked = Page(), defaultdict[int, list[Run]](list)
    lines = {"Header": page.head, "Footer": page.foot}
    waiting = iter(content.around)
    for number, text, box in pieces:
        if number >= 0:
            marked[number].append(Run(text, *box))
            continue
        kind, spoken = next(waiting, ("", None))
        if (line := lines.get(kind)) is not None and spoken != "":
            line.append(Run(text if spoken is None else spoken, *box))
    for number, spoken in content.spoken.items():
        if runs := marked.get(number):
            marked[number] = [_whole(runs, spoken)]
    page.marked = {number: passage(runs) for number, runs in marked.items()}
    return page


def _whole(runs: list[Run], text: str) -> Run:
    """One run in the place of those of a line."""
    lefts, bottoms, rights, tops = zip(
        *((run.left, run.bottom, run.right, run.top) for run in runs), strict=True
    )
    return Run(text, min(lefts), min(bottoms), max(rights), max(tops))
