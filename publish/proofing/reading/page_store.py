"""All pages of a file, of which only those are read that were not read before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec
import pikepdf
import pypdfium2 as pdfium

from publish.cache import Memo
from publish.context import Context
from publish.processes import map_in_processes
from publish.proofing.reading.printed_page import PrintedPage, read_page
from publish.verification.pdf.reader.page_cache import PageCache

_FEW = 20  # pages


class _PageInputs(msgspec.Struct, frozen=True):
    """`content` is a digest of all that the page shows."""

    content: str


_PAGES = Memo("proof-page", _PageInputs, PrintedPage)
_decoder = msgspec.msgpack.Decoder(list[PrintedPage])


def read_printed_pages(path: Path, pdf: pikepdf.Pdf, context: Context) -> list[PrintedPage]:
    """The pages of the file at `path`, which is also open as `pdf` and was verified."""
    page_cache = PageCache(context.cache)
    contents = [page_cache.fingerprint(page) for page in pdf.pages]
    slots = [_PAGES.at(context.cache, _PageInputs(content)) for content in contents]
    pages = [slot.load() if contents[at] else None for at, slot in enumerate(slots)]
    missing = [at for at, page in enumerate(pages) if page is None]
    if missing:
        shares = map_in_processes(partial(_read_share, path), missing, _FEW, context.copies)
        for at, page in zip(
            missing, chain.from_iterable(map(_decoder.decode, shares)), strict=True
        ):
            pages[at] = page
            if contents[at]:
                slots[at].store(page)
    return [page for page in pages if page is not None]


def _read_share(path: Path, indices: Sequence[int]) -> bytes:
    """Some pages, in the form in which they are passed between processes."""
    with pdfium.PdfDocument(path) as document:
        return msgspec.msgpack.encode([read_page(document, index) for index in indices])
