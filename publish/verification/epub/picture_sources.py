"""Which picture of the book each image of an EPUB is."""

from __future__ import annotations

from publish.model.book import Book, Resource
from publish.verification.epub.finished import FinishedEpub
from publish.verification.epub.reader.document import Unreadable, parse
from publish.verification.epub.reader.pictures import Shape, size_and_shapes
from publish.verification.looks import DRAWING, look_of_picture, unlikeness

_CONVERTED = "image/webp"  # in the book; some readers do not show it
_LIKE = 4.0  # of 255, which a picture may differ from itself in another format


def picture_sources(finished: FinishedEpub) -> dict[str, list[str]]:
    """By address in the container, the pictures of the book that an image may be.

    One that was converted is the picture that it looks like most; a drawing may have fonts of its
    own, but has the same shapes.
    """
    by_content: dict[bytes, list[str]] = {}
    for resource in pictures_of(finished.book):
        by_content.setdefault(resource.content, []).append(resource.href)
    sources: dict[str, list[str]] = {}
    for item, address, content in finished.container.images():
        media_type = item.get("media-type", "")
        known = by_content.get(content) or _same_drawings(finished, media_type, content)
        sources[address] = known or _converted_from(finished, media_type, content)
    return sources


def _same_drawings(finished: FinishedEpub, media_type: str, content: bytes) -> list[str]:
    """The drawings of the book that have the shapes of an image."""
    shapes = _shapes(media_type, content)
    return finished.memo(_by_shapes).get(shapes, []) if shapes else []


def _by_shapes(finished: FinishedEpub) -> dict[tuple[Shape, ...], list[str]]:
    by_shapes: dict[tuple[Shape, ...], list[str]] = {}
    for resource in pictures_of(finished.book):
        if shapes := _shapes(resource.media_type, resource.content):
            by_shapes.setdefault(shapes, []).append(resource.href)
    return by_shapes


def _converted_from(finished: FinishedEpub, media_type: str, content: bytes) -> list[str]:
    """The pictures of the book that an image of another format looks like most."""
    resources = [each for each in pictures_of(finished.book) if each.media_type == _CONVERTED]
    if media_type == DRAWING or not resources:
        return []
    cache = finished.verified.cache
    look = look_of_picture(content, media_type, cache)
    apart = {
        each.href: unlikeness(
            look, look_of_picture(each.content, each.media_type, cache), media_type
        )
        for each in resources
    }
    least = min(apart.values())
    return [name for name, value in apart.items() if value == least and least <= _LIKE]


def pictures_of(book: Book) -> list[Resource]:
    """The images of a book, with its cover."""
    return [*book.resources, *([book.cover] if book.cover else [])]


def _shapes(media_type: str, content: bytes) -> tuple[Shape, ...]:
    """Those of a drawing; nothing for another image, or one that cannot be read."""
    try:
        return size_and_shapes(parse("", content)) if media_type == DRAWING else ()
    except Unreadable:
        return ()
