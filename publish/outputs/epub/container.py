"""All files of the container: the package document, and the files that it lists."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from publish.cache import Cache, Memo
from publish.model.book import Book
from publish.model.metadata import Metadata
from publish.model.trade import Trade
from publish.outputs.epub.accessibility import MetadataProperty
from publish.outputs.epub.archive import ArchiveEntry, archive_entries
from publish.outputs.epub.items import ManifestItem, path_of
from publish.outputs.epub.navigation import Landmark


class _PackageInputs(msgspec.Struct, frozen=True):
    metadata: Metadata
    trade: Trade
    direction: str
    items: list[tuple[str, str, tuple[str, ...], bool]]
    properties: Sequence[MetadataProperty]
    landmarks: Sequence[Landmark]
    isbn: str


_PACKAGES = Memo("package", _PackageInputs, dict[str, bytes])


def container_entries(
    book: Book,
    items: Sequence[ManifestItem],
    properties: Sequence[MetadataProperty],
    landmarks: Sequence[Landmark],
    isbn: str,
    cache: Cache,
) -> dict[str, ArchiveEntry]:
    """The entries of the container; `items` in spine order."""
    files = _package_files(book, items, properties, landmarks, isbn, cache)
    files |= {path_of(item.href): item.content for item in items}
    known = {
        path_of(item.href): ArchiveEntry(item.content, item.deflated, item.links)
        for item in items
        if item.deflated
    }
    return archive_entries(files, known, cache)


def _package_files(
    book: Book,
    items: Sequence[ManifestItem],
    properties: Sequence[MetadataProperty],
    landmarks: Sequence[Landmark],
    isbn: str,
    cache: Cache,
) -> dict[str, bytes]:
    def make() -> dict[str, bytes]:
        from publish.outputs.epub.package import package_files  # slow: it imports EbookLib

        return package_files(book, items, properties, landmarks, isbn)

    listed = [(item.href, item.media_type, item.properties, item.spine) for item in items]
    inputs = _PackageInputs(
        book.metadata, book.trade, book.direction, listed, properties, landmarks, isbn
    )
    return _PACKAGES.get(cache, inputs, make)
