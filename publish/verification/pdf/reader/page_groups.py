"""The pages of a long file in groups, of which only those with other bytes than before are read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil

import msgspec
import pikepdf

from publish.context import Context
from publish.processes import map_in_turn
from publish.verification.pdf.reader.known_parts import PageGroup
from publish.verification.pdf.reader.long_file import LongFile
from publish.verification.pdf.reader.objects import Value, references_in, to_plain
from publish.verification.pdf.reader.page_entries import read_entries
from publish.verification.pdf.reader.pages import encoded_pages, parts_of
from publish.verification.pdf.reader.runs import PageText

_GROUP = 32  # pages: few enough to read them for one that changed


_encode = msgspec.msgpack.Encoder().encode
decode_group = msgspec.msgpack.Decoder(list[PageText]).decode


def read_groups(file: LongFile, context: Context) -> list[PageGroup]:
    """All pages of a file; those that are not known in turn, since the library keeps all objects.

    Raises `pikepdf.PdfError` or `pypdfium2.PdfiumError` for a page that cannot be read.
    """
    count = ceil(len(file.objects.pages) / _GROUP)
    groups = {number: _known(file, number) for number in range(count)}
    missing = [number for number, group in groups.items() if group is None]
    parts = parts_of(len(missing) * _GROUP) if context.copies > 1 else 1
    read = partial(_read, file, context)
    for part in map_in_turn(read, missing, parts) if missing else ():
        groups |= part
    return [group for group in groups.values() if group is not None]


def _known(file: LongFile, number: int) -> PageGroup | None:
    """A group of pages as it was read before, if that is right for this file."""
    if number >= len(file.known.groups):
        return None
    group = file.known.groups[number]
    start = number * _GROUP
    are_same = file.page_numbers and file.page_numbers[start : start + _GROUP] == group.numbers
    return group if are_same and file.holds(group.proof) else None


def _read(file: LongFile, context: Context, groups: Sequence[int]) -> dict[int, PageGroup]:
    """Some groups, read and stored."""
    count = len(file.objects.pages)
    spans = {each: range(each * _GROUP, min((each + 1) * _GROUP, count)) for each in groups}
    pages = {index: file.page(index) for span in spans.values() for index in span}
    encoded = dict(zip(pages, encoded_pages(file.path, list(pages.items()), context), strict=True))
    read: dict[int, PageGroup] = {}
    for number, span in spans.items():
        texts = [encoded[each] for each in span]
        read[number] = group = _group(file, [pages[each] for each in span], texts)
        if group.proof is not None:
            file.known.store_group(number, group)
    return read


def _group(file: LongFile, pages: list[pikepdf.Page], encoded: list[bytes]) -> PageGroup:
    numbers = [page.obj.objgen[0] for page in pages]
    text = _encode([msgspec.Raw(page) for page in encoded])
    try:
        entries = read_entries(pages, file.objects)
    except pikepdf.PdfError:  # each check reports that which needs them
        return PageGroup(numbers, None, None, text)
    proof = file.prove(_used_by(file.pdf, numbers)) if file.page_numbers else None
    return PageGroup(numbers, proof, entries, text)


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
