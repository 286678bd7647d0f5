"""A long PDF, read in other processes: the library keeps all objects that it reads.

Those are copies of this one. A copy that was made before the book was read has nothing of it in
memory (`read_when_asked`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
import pikepdf

from publish.context import Context
from publish.processes import ForkedTask, Receive
from publish.verification.pdf.reader.destinations import Destinations, PagePosition
from publish.verification.pdf.reader.long_file import LongFile, Product
from publish.verification.pdf.reader.page_entries import (
    FileEntries,
    ReadEntries,
    join_entries,
)
from publish.verification.pdf.reader.page_groups import read_groups
from publish.verification.pdf.reader.surroundings import (
    Bookmark,
    Details,
    LabelRange,
    read_bookmarks,
    read_details,
    read_labels,
)
from publish.verification.pdf.reader.tree_parts import encoded_parts


class Frame(msgspec.Struct, array_like=True):
    """What a file has beside its structure and the text of its pages."""

    entries: FileEntries
    details: Details
    bookmarks: list[Bookmark]
    labels: list[LabelRange]
    names: dict[str, PagePosition | None]  # the named destinations


class ReadFile(msgspec.Struct):
    """A file as it is passed between processes: what `decode_frame` reads, and the parts of a tree
    for `decode_parts`, None where it cannot be read, and groups of pages for `decode_group`."""

    frame: bytes | None
    tree: list[bytes] | None
    pages: list[bytes]


_Read = TypeVar("_Read")

# Files that are open until the process ends: to give their memory back takes as long as to read it.
_OPENED: list[LongFile] = []
_encode = msgspec.msgpack.Encoder().encode
decode_frame = msgspec.msgpack.Decoder(Frame).decode


def read_when_asked(context: Context, product: Product, receive: Receive) -> ReadFile:
    """Read a product whose path is received."""
    return read_apart(receive(), context, product)


def read_apart(path: Path, context: Context, product: Product) -> ReadFile:
    """Read a file: its structure in one more copy, all else here.

    Parts that a product had with the same bytes before are in the cache. Raises `pikepdf.PdfError`
    or `pypdfium2.PdfiumError` for pages that cannot be read.
    """
    file = LongFile(path, product, context.cache)
    _OPENED.append(file)
    with ForkedTask(partial(_readable, partial(encoded_parts, file))) as structure:
        groups = read_groups(file, context)
        pages = [group.pages for group in groups]
        entries = [group.entries for group in groups if group.entries is not None]
        frame = None
        if len(entries) == len(groups):
            frame = _readable(partial(_encoded_frame, file, entries))
        return ReadFile(frame, structure.result(), pages)


def _readable(read: Callable[[], _Read]) -> _Read | None:
    """What is read; None for what cannot be, which each check reports that needs it."""
    try:
        return read()
    except pikepdf.PdfError:
        return None


def _encoded_frame(file: LongFile, entries: Iterable[ReadEntries]) -> bytes:
    pdf, objects = file.pdf, file.objects
    destinations = Destinations(lambda: objects)
    joined = join_entries(entries, destinations)
    bookmarks, labels = read_bookmarks(objects, destinations), read_labels(pdf)
    return _encode(Frame(joined, read_details(pdf), bookmarks, labels, destinations.all_named()))
