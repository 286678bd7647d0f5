"""All files of the container: the package document, and the files that it lists."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from publish.model.book import Book
from publish.outputs.epub.accessibility import MetadataProperty
from publish.outputs.epub.archive import ArchiveEntry, archive_entries
from publish.outputs.epub.items import ManifestItem, path_of
from publish.outputs.epub.memo import memoised


def container_entries(
    book: Book, items: Sequence[ManifestItem], properties: Sequence[MetadataProperty], isbn: str
) -> dict[str, ArchiveEntry]:
    """The entries of the container; `items` in spine order."""
    files = _package_files(book, items, properties, isbn)
    files |= {path_of(item.href): item.content for item in items}
    known = {
        path_of(item.href): ArchiveEntry(item.content, item.deflated, item.links)
        for item in items
        if item.deflated
    }
    return archive_entries(files, known)


def _package_files(
    book: Book, items: Sequence[ManifestItem], properties: Sequence[MetadataProperty], isbn: str
) -> dict[str, bytes]:
    def make() -> bytes:
        from publish.outputs.epub.package import package_files  # slow: it imports EbookLib

        return msgspec.msgpack.encode(package_files(book, items, properties, isbn))

    listed = [(item.href, item.media_type, item.properties, item.spine) for item in items]
    inputs = (repr(book.metadata), book.direction, repr(listed), repr(list(properties)), isbn)
    return msgspec.msgpack.decode(memoised("package", inputs, make), type=dict[str, bytes])
