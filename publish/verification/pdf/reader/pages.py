"""The text of all pages: the text of the book, and the header and footer.

Text comes from PDFium (pdfium_text.py); what each run belongs to comes from the content stream
(content_streams.py). A page that was read before is not read again (page_cache.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from math import ceil
from pathlib import Path

import msgspec
import pikepdf

from publish.cache import Cache, Slot
from publish.context import Context
from publish.processes import map_in_processes
from publish.verification.looks import Look
from publish.verification.pdf.reader.content_streams import StreamContent
from publish.verification.pdf.reader.fingerprints import page_content
from publish.verification.pdf.reader.overprint import overprinted
from publish.verification.pdf.reader.page_cache import PageCache
from publish.verification.pdf.reader.pdfium_text import PageObjects, PdfiumDocument
from publish.verification.pdf.reader.runs import PageText, TextRun, around, to_passage
from publish.verification.pdf.reader.to_unicode import ToUnicode

_FEW = 60  # pages, of which two processes read a share
_MANY = 1000  # pages that are read at most before their memory is given back

# A page in the form in which it is cached, and passed between processes.
_encode = msgspec.msgpack.Encoder().encode
decode_page = msgspec.msgpack.Decoder(PageText).decode


def read_pages(path: Path, pdf: pikepdf.Pdf, context: Context | None = None) -> list[PageText]:
    """All pages of the file at `path`, which is also open as `pdf`, in memory: other processes may
    read a share of it at the same time.

    Pages in the cache are not read. Raises `pypdfium2.PdfiumError` for a page that cannot be read.
    """
    pages = list(enumerate(pdf.pages))  # the library takes longer for a page by its index
    return list(map(decode_page, encoded_pages(path, pages, context or Context())))


def encoded_pages(
    path: Path, numbered: Sequence[tuple[int, pikepdf.Page]], context: Context
) -> list[bytes]:
    """Some pages, with their indices, in the form that `decode_page` reads; see `read_pages`."""
    page_cache = PageCache(context.cache)
    pages = {index: page_cache.load(page) for index, page in numbered}
    if missing := [(index, page) for index, page in numbered if pages[index] is None]:
        read_share = partial(_read_share, path, context.cache)
        shares = map_in_processes(read_share, missing, _FEW, context.copies)
        pages |= zip(dict(missing), chain.from_iterable(shares), strict=True)
    return [page for page in pages.values() if page is not None]


def parts_of(pages: int) -> int:
    """In how many parts so many pages are read, since the library keeps all objects."""
    return ceil(pages / _MANY)


def _read_share(
    path: Path, cache: Cache, numbered: Sequence[tuple[int, pikepdf.Page]]
) -> list[bytes]:
    """Some pages, encoded."""
    with PdfiumDocument(path) as document:
        page_cache, to_unicode, pages = PageCache(cache), ToUnicode(), list[bytes]()
        for index, page in numbered:
            content = page_content(page)
            decoded = to_unicode.decode(page, content.shown)
            objects = _objects(document, index, page_cache.stored_looks(page, content.figures))
            text = _encode(_page_text(content, decoded, objects))
            page_cache.store(page, content.used_resources, text)
            pages.append(text)
        return pages


def _objects(
    document: PdfiumDocument, index: int, stored: Mapping[int, Slot[Look] | None]
) -> PageObjects:
    """What is on a page; of its figures, only those are drawn whose look is not stored."""
    known = {mcid: slot.load() for mcid, slot in stored.items() if slot}
    looks = {mcid: look for mcid, look in known.items() if look is not None}
    objects = document.objects(index, stored.keys() - looks.keys())
    for mcid, look in objects.looks.items():
        if slot := stored[mcid]:
            slot.store(look)
    objects.looks.update(looks)
    return objects


def _page_text(
    content: StreamContent, decoded: Mapping[int, list[str]], objects: PageObjects
) -> PageText:
    page = PageText(drawn=objects.drawn, pixels=objects.pixels, looks=objects.looks)
    marked = defaultdict[int, list[TextRun]](list)
    furniture = {"Header": page.header, "Footer": page.footer}
    unmarked = iter(content.unmarked)
    for mcid, text, box in objects.texts:
        if mcid >= 0:
            marked[mcid].append(TextRun(text, *box))
            continue
        kind, actual_text = next(unmarked, ("", None))
        if (line := furniture.get(kind)) is not None and actual_text != "":
            line.append(TextRun(text if actual_text is None else actual_text, *box))
    page.overprinted = list(overprinted(chain.from_iterable(marked.values())))
    for mcid, pieces in decoded.items():
        if len(marked.get(mcid, ())) == len(pieces):
            certain = [content.has_own_texts(mcid)] * len(pieces)
            marked[mcid] = list(map(_with_text, marked[mcid], pieces, certain))
    for mcid, actual_text in content.actual_text.items():
        if runs := marked.get(mcid):
            marked[mcid] = [_merge(runs, actual_text)]
    page.passages = {mcid: to_passage(runs) for mcid, runs in marked.items()}
    page.text_box = around(page.passages.values())
    texts = {mcid: "".join(pieces) for mcid, pieces in decoded.items()} | content.actual_text
    read = {mcid: texts.get(mcid, "") for mcid in {**page.passages, **texts}}
    page.decoded = {mcid: text for mcid, text in read.items() if text != _printed(page, mcid)}
    return page


def _printed(page: PageText, mcid: int) -> str | None:
    """The printed text of a sequence, if it has any."""
    passage = page.passages.get(mcid)
    return passage.text if passage else None


def _with_text(run: TextRun, text: str, is_certain: bool) -> TextRun:
    """A run with its decoded text if that is certain, or else with the spaces around it, which
    PDFium guesses."""
    if run.text == text or not (is_certain or run.text.strip() == text.strip()):
        return run
    return msgspec.structs.replace(run, text=text)


def _merge(runs: list[TextRun], text: str) -> TextRun:
    """One run in the place of those of a line."""
    lefts, bottoms, rights, tops = zip(
        *((run.left, run.bottom, run.right, run.top) for run in runs), strict=True
    )
    return TextRun(text, min(lefts), min(bottoms), max(rights), max(tops))
