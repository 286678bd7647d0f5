"""Which picture of the book each image of an EPUB is."""

from __future__ import annotations

from publish.model.book import Book, Resource
from publish.verification.epub.finished import FinishedEpub
from publish.verification.epub.reader.document import Unreadable, parse
from publish.verification.epub.reader.pictures import Look, look_of

DRAWING = "image/svg+xml"


def picture_sources(finished: FinishedEpub) -> dict[str, list[str]]:
    """By address in the container, the pictures of the book that an image may be.

    None for one that was converted. A drawing may have fonts of its own, but looks the same.
    """
    by_content: dict[bytes, list[str]] = {}
    by_look: dict[Look, list[str]] = {}
    for resource in pictures_of(finished.book):
        by_content.setdefault(resource.content, []).append(resource.href)
        if look := _look(resource.media_type, resource.content):
            by_look.setdefault(look, []).append(resource.href)
    return {
        address: by_content.get(content) or by_look.get(_look(item.get("media-type"), content), [])
        for item, address, content in finished.container.images()
    }


def pictures_of(book: Book) -> list[Resource]:
    """The images of a book, with its cover."""
    return [*book.resources, *([book.cover] if book.cover else [])]


def _look(media_type: str | None, content: bytes) -> Look:
    """That of a drawing; nothing for another image, or one that cannot be read."""
    try:
        return look_of(parse("", content)) if media_type == DRAWING else ()
    except Unreadable:
        return ()
