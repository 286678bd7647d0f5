"""Which picture of the book each image of a product is."""

from __future__ import annotations

import msgspec

from publish.cache import Memo, digest
from publish.model.book import Book, Resource
from publish.verification.looks import DRAWING, look_of_picture, unlikeness
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.reader.document import Unreadable, parse
from publish.verification.pages.reader.pictures import Shape, size_and_shapes

_CONVERTED = "image/webp"  # in the book; some readers do not show it
_LIKE = 4.0  # of 255, which a picture may differ from itself in another format


def picture_sources(finished: FinishedPages) -> dict[str, list[str]]:
    """By address in the product, the pictures of the book that an image may be.

    One that was converted is the picture that it looks like most; a drawing may have fonts of its
    own, but has the same shapes.
    """
    by_content: dict[bytes, list[str]] = {}
    for resource in pictures_of(finished.book):
        by_content.setdefault(resource.content, []).append(resource.href)
    images = list(finished.container.images())
    changed = {
        each.href: each.content
        for each in images
        if each.media_type == DRAWING and each.content not in by_content
    }
    same_drawings = _same_drawings(finished, changed)
    return {
        each.href: by_content.get(each.content)
        or same_drawings.get(each.href)
        or _converted_from(finished, each.media_type, each.content)
        or _fitted_from(finished, each.content)
        for each in images
    }


class _DrawingInputs(msgspec.Struct, frozen=True):
    """Hashes of the names and contents of the drawings of an EPUB and of its book."""

    shown: str
    known: str


_SAME = Memo("same-drawings", _DrawingInputs, dict[str, list[str]])


def _same_drawings(finished: FinishedPages, shown: dict[str, bytes]) -> dict[str, list[str]]:
    """The drawings of the book that have the shapes of each of some drawings."""
    known = {each.href: each.content for each in pictures_of(finished.book) if _is_drawing(each)}

    def compare() -> dict[str, list[str]]:
        by_shapes: dict[tuple[Shape, ...], list[str]] = {}
        for href, content in known.items():
            if shapes := _shapes(content):
                by_shapes.setdefault(shapes, []).append(href)
        return {address: by_shapes.get(_shapes(content), []) for address, content in shown.items()}

    hashes = (digest(*(part for pair in e.items() for part in pair)) for e in (shown, known))
    inputs = _DrawingInputs(*hashes)
    return _SAME.get(finished.verified.cache, inputs, compare)


def _is_drawing(resource: Resource) -> bool:
    return resource.media_type == DRAWING


def _converted_from(finished: FinishedPages, media_type: str, content: bytes) -> list[str]:
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


def _fitted_from(finished: FinishedPages, content: bytes) -> list[str]:
    """The picture of the book that was changed for a shop: the one that it is most like."""
    if finished.edition.shop is None:
        return []
    from publish.verification.pages.reader.fitted_picture import difference, is_alike

    apart = {
        each.href: difference(content, each.content, each.media_type)
        for each in pictures_of(finished.book)
    }
    least = min(apart.values(), default=float("inf"))
    return [name for name, value in apart.items() if value == least and is_alike(least)]


def pictures_of(book: Book) -> list[Resource]:
    """The images of a book, with its cover."""
    return [*book.resources, *([book.cover] if book.cover else [])]


def _shapes(content: bytes) -> tuple[Shape, ...]:
    """Those of a drawing; nothing for one that cannot be read."""
    try:
        return size_and_shapes(parse("", content))
    except Unreadable:
        return ()
