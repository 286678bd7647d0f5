"""A long PDF, read in other processes: the library keeps all objects that it reads.

Those are copies of this one. A copy that was made before the book was read has nothing of it in
memory (`read_when_asked`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
import pikepdf

from publish.context import Context
from publish.processes import ForkedTask, Receive, map_in_turn
from publish.verification.pdf.reader.destinations import Destinations, PagePosition
from publish.verification.pdf.reader.objects import Objects, Value
from publish.verification.pdf.reader.page_cache import RecentPages
from publish.verification.pdf.reader.page_entries import FileEntries, read_entries
from publish.verification.pdf.reader.pages import encoded_pages, parts_of
from publish.verification.pdf.reader.structure_tree import StructureElement
from publish.verification.pdf.reader.surroundings import (
    Bookmark,
    Details,
    LabelRange,
    read_bookmarks,
    read_details,
    read_labels,
)
from publish.verification.pdf.reader.tree_reading import encode_tree, kids_of_document, read_tree


class Frame(msgspec.Struct, array_like=True):
    """What a file has beside its structure and the text of its pages."""

    entries: FileEntries
    details: Details
    bookmarks: list[Bookmark]
    labels: list[LabelRange]
    names: dict[str, PagePosition | None]  # the named destinations


class ReadFile(msgspec.Struct):
    """A file as it is passed between processes: what `decode_frame` reads, and the parts of a tree
    for `decode_tree`, None where it cannot be read, and pages for `decode_page`."""

    frame: bytes | None
    tree: list[bytes] | None
    pages: list[bytes]


_Read = TypeVar("_Read")

# Files that are open until the process ends: to give their memory back takes as long as to read it.
_OPENED: list[pikepdf.Pdf] = []
_encode = msgspec.msgpack.Encoder().encode
_decode_part = msgspec.msgpack.Decoder(StructureElement).decode
decode_frame = msgspec.msgpack.Decoder(Frame).decode


def read_when_asked(context: Context, last_build: tuple[str, str], receive: Receive) -> ReadFile:
    """Read a file whose path is received, when the pages of the last build have been loaded: that
    of a book's folder and an edition."""
    recent = RecentPages(context.cache, *last_build)
    return read_apart(receive(), context, recent)


def read_apart(path: Path, context: Context, recent: RecentPages | None) -> ReadFile:
    """Read a file: its structure in one more copy, all else here; pages may be `recent`.

    Raises `pikepdf.PdfError` or `pypdfium2.PdfiumError` for pages that cannot be read.
    """
    with ForkedTask(partial(_encoded_structure, path)) as structure:
        pdf = _opened(path)
        pages = encoded_pages(path, pdf, context, recent)
        return ReadFile(_readable(partial(_encoded_frame, pdf)), structure.result(), pages)


def _readable(read: Callable[[], _Read]) -> _Read | None:
    """What is read; None for what cannot be, which each check reports that needs it."""
    try:
        return read()
    except pikepdf.PdfError:
        return None


def _encoded_frame(pdf: pikepdf.Pdf) -> bytes:
    objects = Objects(pdf)
    entries = read_entries(pdf, objects)
    destinations = Destinations(lambda: objects, entries.targets)
    bookmarks, labels = read_bookmarks(objects, destinations), read_labels(pdf)
    return _encode(Frame(entries, read_details(pdf), bookmarks, labels, destinations.all_named()))


def _encoded_structure(path: Path) -> list[bytes] | None:
    objects = Objects(_opened(path))
    return _readable(partial(_encoded_parts, objects))


def _encoded_parts(objects: Objects) -> list[bytes]:
    """The tree of a file; of a long one, each part has some of what is in the document."""
    kids = kids_of_document(objects)
    count = min(parts_of(len(objects.pages)), len(kids))
    if count <= 1:
        return [encode_tree(read_tree(objects))]
    return list(map_in_turn(partial(_encoded_tree, objects), kids, count))


def _encoded_tree(objects: Objects, kids: Sequence[Value]) -> bytes:
    return encode_tree(read_tree(objects, kids))


def decode_tree(parts: Iterable[bytes]) -> StructureElement:
    """The tree of which there are these parts."""
    root, *others = map(_decode_part, parts)
    for other in others:
        for document, more in zip(root.elements(), other.elements(), strict=True):
            document.kids += more.kids
    return root


def _opened(path: Path) -> pikepdf.Pdf:
    _OPENED.append(open_pdf(path))
    return _OPENED[-1]


def open_pdf(path: Path, *, with_pages: bool = True) -> pikepdf.Pdf:
    """A file, in memory, so that processes that share it do not move its position for each other.

    The library reads and keeps all pages where they get what they inherit: `with_pages`.
    """
    mode = pikepdf.AccessMode.mmap_only
    return pikepdf.open(path, access_mode=mode, inherit_page_attributes=with_pages)
