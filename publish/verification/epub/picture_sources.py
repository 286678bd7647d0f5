"""Which picture of the book each image of an EPUB is."""

from __future__ import annotations

from publish.model.book import Book, Resource
from publish.verification.epub.finished import FinishedEpub
from publish.verification.epub.reader.document import Unreadable, parse
from publish.verification.epub.reader.pictures import look_of

DRAWING = "image/svg+xml"


def picture_sources(finished: FinishedEpub) -> dict[str, list[str]]:
    """By address in the container, the pictures of the book that an image may be.

    None for one that was converted. A drawing may have fonts of its own, but looks the same.
    """
    by_content: dict[object, list[str]] = {}
    for resource in pictures_of(finished.book):
        by_content.setdefault(resource.content, []).append(resource.href)
    sources = {}
    for item, address, content in finished.container.images():
        found = by_content.get(content, [])
        if not found and item.get("media-type") == DRAWING:
            found = _same_drawings(finished, content)
        sources[address] = found
    return sources


def pictures_of(book: Book) -> list[Resource]:
    """The images of a book, with its cover."""
    return [*book.resources, *([book.cover] if book.cover else [])]


def _same_drawings(finished: FinishedEpub, content: bytes) -> list[str]:
    try:
        look = look_of(parse("", content))
    except Unreadable:
        return []
    drawings = (each for each in pictures_of(finished.book) if each.media_type == DRAWING)
    return [each.href for each in drawings if look_of(parse("", each.content)) == look]
