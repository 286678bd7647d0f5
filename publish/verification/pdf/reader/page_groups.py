"""The pages of a long file in groups, of which only those with other bytes than before are read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
import pikepdf

from publish.cache import Memo, Slot
from publish.context import Context
from publish.processes import map_in_turn
from publish.verification.pdf.reader.long_file import LongFile
from publish.verification.pdf.reader.object_bytes import Proof
from publish.verification.pdf.reader.objects import Value, references_in, to_plain
from publish.verification.pdf.reader.page_entries import ReadEntries, read_entries
from publish.verification.pdf.reader.pages import encoded_pages, parts_of
from publish.verification.pdf.reader.runs import PageText

_GROUP = 32  # pages: few enough to read them for one that changed


class PageGroup(msgspec.Struct, array_like=True):
    """Pages in the form that `decode_group` reads, and their entries, None where they cannot be
    read; read from the page objects with these `numbers`, and all that they use."""

    numbers: list[int]
    proof: Proof | None
    entries: ReadEntries | None
    pages: bytes


class _GroupInputs(msgspec.Struct, frozen=True):
    """`first` is the object of the first page."""

    book: str
    edition: str
    first: int


_GROUPS = Memo("pdf-pages", _GroupInputs, PageGroup)
_encode = msgspec.msgpack.Encoder().encode
decode_group = msgspec.msgpack.Decoder(list[PageText]).decode


def read_groups(file: LongFile, context: Context) -> list[PageGroup]:
    """All pages of a file; those that are not known in turn, since the library keeps all objects.

    Raises `pikepdf.PdfError` or `pypdfium2.PdfiumError` for a page that cannot be read.
    """
    numbers = file.page_numbers or []
    starts = range(0, len(file.objects.pages), _GROUP)
    groups = {start: _known(file, numbers[start : start + _GROUP]) for start in starts}
    missing = [start for start, group in groups.items() if group is None]
    count = parts_of(len(missing) * _GROUP) if context.copies > 1 else 1
    read = partial(_read, file, context)
    for part in map_in_turn(read, missing, count) if missing else ():
        groups |= part
    return [group for group in groups.values() if group is not None]


def _known(file: LongFile, numbers: list[int]) -> PageGroup | None:
    """The group of these pages as it was read before, if that is right for this file."""
    group = _slot(file, numbers).load() if numbers else None
    if group is None or group.numbers != numbers or group.proof is None:
        return None
    return group if file.holds(group.proof) else None


def _slot(file: LongFile, numbers: list[int]) -> Slot[PageGroup]:
    return _GROUPS.at(file.cache, _GroupInputs(*file.product, numbers[0]))


def _read(file: LongFile, context: Context, starts: Sequence[int]) -> dict[int, PageGroup]:
    """The groups that begin with some pages, read and stored."""
    count = len(file.objects.pages)
    spans = {start: range(start, min(start + _GROUP, count)) for start in starts}
    pages = {index: file.page(index) for span in spans.values() for index in span}
    encoded = dict(zip(pages, encoded_pages(file.path, list(pages.items()), context), strict=True))
    return {
        start: _group(file, [pages[each] for each in span], [encoded[each] for each in span])
        for start, span in spans.items()
    }


def _group(file: LongFile, pages: list[pikepdf.Page], encoded: list[bytes]) -> PageGroup:
    numbers = [page.obj.objgen[0] for page in pages]
    text = _encode([msgspec.Raw(page) for page in encoded])
    try:
        entries = read_entries(pages, file.objects)
    except pikepdf.PdfError:  # each check reports that which needs them
        return PageGroup(numbers, None, None, text)
    proof = file.prove(_used_by(file.pdf, numbers)) if file.page_numbers else None
    group = PageGroup(numbers, proof, entries, text)
    if group.proof is not None:
        _slot(file, numbers).store(group)
    return group


# What a page may lead to that is no part of it.
_ELSEWHERE = ("/Page", "/Pages", "/StructElem")


def _used_by(pdf: pikepdf.Pdf, pages: Sequence[int]) -> set[int]:
    """The numbers of the objects that some pages are read from: theirs, and all that these refer
    to but other pages and structure elements."""
    used = set(pages)
    waiting = list(pages)
    while waiting:
        value = _plain(pdf, waiting.pop())
        for number in set(references_in(value)) - used:
            if _type(_plain(pdf, number)) not in _ELSEWHERE:
                used.add(number)
                waiting.append(number)
    return used


def _plain(pdf: pikepdf.Pdf, number: int) -> Value:
    """An object, or the dictionary of a stream, without what is above a page."""
    item = pdf.get_object(number, 0)
    value = to_plain(item.stream_dict if isinstance(item, pikepdf.Stream) else item)
    return {k: v for k, v in value.items() if k != "/Parent"} if isinstance(value, dict) else value


def _type(value: Value) -> Value:
    return value.get("/Type") if isinstance(value, dict) else None
