"""A long PDF, read in other processes: the library keeps all objects that it reads.

Those are copies of this one. A copy that was made before the book was read has nothing of it in
memory (`read_when_asked`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
import pikepdf

from publish.context import Context
from publish.processes import ForkedTask, Receive
from publish.verification.pdf.reader.destinations import Destinations, PagePosition
from publish.verification.pdf.reader.known_parts import KnownParts, Product
from publish.verification.pdf.reader.long_file import LongFile
from publish.verification.pdf.reader.page_entries import FileEntries, join_entries
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
    """What a file has beside its structure and its pages."""

    details: Details
    bookmarks: list[Bookmark]
    labels: list[LabelRange]
    names: dict[str, PagePosition | None]  # the named destinations


class ReadFile(msgspec.Struct):
    """A file as it is passed between processes: what `decode_frame` and `decode_entries` read, and
    the parts of a tree for `decode_parts`, None where it cannot be read, and groups of pages for
    `decode_group`."""

    frame: bytes | None
    entries: bytes | None
    tree: list[bytes] | None
    pages: list[bytes]


_Read = TypeVar("_Read")

# Files that are open until the process ends: to give their memory back takes as long as to read it.
_OPENED: list[LongFile] = []
_encode = msgspec.msgpack.Encoder().encode
decode_frame = msgspec.msgpack.Decoder(Frame).decode
decode_entries = msgspec.msgpack.Decoder(FileEntries).decode


def read_when_asked(context: Context, product: Product, receive: Receive) -> ReadFile:
    """Read a product whose path is received, when what is known of it has been loaded."""
    known = KnownParts(product, context.cache)
    return _read_file(receive(), context, known)


def read_apart(path: Path, context: Context, product: Product) -> ReadFile:
    """Read a file, of which parts that the product had with the same bytes before are in the cache.

    Raises `pikepdf.PdfError` or `pypdfium2.PdfiumError` for pages that cannot be read.
    """
    return _read_file(path, context, KnownParts(product, context.cache))


def _read_file(path: Path, context: Context, known: KnownParts) -> ReadFile:
    """A file: its pages are read here, all else in one more copy."""
    file = LongFile(path, known)
    _OPENED.append(file)
    with ForkedTask(partial(_around_pages, file)) as others:
        groups = read_groups(file, context)
        frame, tree = others.result()
    entries = None
    if frame is not None and all(group.entries for group in groups):
        parts = (group.entries for group in groups if group.entries)
        names = decode_frame(frame).names
        entries = _encode(join_entries(parts, Destinations(lambda: file.objects, names=names)))
    return ReadFile(frame, entries, tree, [group.pages for group in groups])


def _around_pages(file: LongFile) -> tuple[bytes | None, list[bytes] | None]:
    """The frame of a file, and the parts of its tree."""
    frame = _readable(partial(_encoded_frame, file))
    return frame, _readable(partial(encoded_parts, file))


def _readable(read: Callable[[], _Read]) -> _Read | None:
    """What is read; None for what cannot be, which each check reports that needs it."""
    try:
        return read()
    except pikepdf.PdfError:
        return None


def _encoded_frame(file: LongFile) -> bytes:
    pdf, objects = file.pdf, file.objects
    destinations = Destinations(lambda: objects)
    bookmarks, labels = read_bookmarks(objects, destinations), read_labels(pdf)
    return _encode(Frame(read_details(pdf), bookmarks, labels, destinations.all_named()))
