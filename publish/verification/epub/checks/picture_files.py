"""Every image of the file is one of the book, as it is or in another format.

A drawing may have fonts of its own, and is one of the book by its shapes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from publish.cache import digest
from publish.model.book import Resource
from publish.verification.difference import Code, Difference
from publish.verification.epub.finished import FinishedEpub
from publish.verification.epub.reader.plain import is_formula
from publish.verification.looks import DRAWING
from publish.verification.markup import X, has_class
from publish.verification.pages.picture_sources import picture_sources, pictures_of
from publish.verification.pages.reader.addresses import resolve
from publish.verification.pages.reader.pictures import fault_of_drawing
from publish.verification.pages.verified_before import DocumentInputs

_CONVERTED = frozenset({"image/webp"})  # in the book; some readers do not show it


def check_picture_files(finished: FinishedEpub) -> Iterator[Difference]:
    """Each image of the package, apart from a cover that was drawn."""
    book = finished.book
    resources = pictures_of(book)
    known = {resource.content for resource in resources}
    others = [each for each in resources if each.media_type in _CONVERTED]
    for href, media_type, content, is_cover in finished.container.images():
        if (is_cover and not book.cover) or content in known:
            continue
        if media_type == DRAWING:
            if not finished.memo(picture_sources)[href]:
                found = fault_of_drawing(content) or "another one"
                yield _difference(href, found)
        elif finished.edition.shop is not None:
            known_source = finished.memo(picture_sources)[href]
            if not known_source and href not in finished.memo(_drawn_for_shop):
                yield _difference(href, "another one")
        else:
            inputs = DocumentInputs(href, digest(content))
            sources = digest(*(each.content for each in others))
            compare = partial(_compare, href, content, others)
            yield from finished.verified.differences("picture files", inputs, compare, sources)


def _drawn_for_shop(finished: FinishedEpub) -> set[str]:
    """The pictures that stand for formulas and charts, which no file of the book has."""
    shown = set[str]()
    for document in finished.container.documents():
        for image in document.as_stored().iter(f"{X}img"):
            figures = image.iterancestors(f"{X}figure")
            if is_formula(image) or any(has_class(each, "chart") for each in figures):
                shown.add(resolve(image.get("src", ""), document.href))
    return shown


def _compare(href: str, content: bytes, others: list[Resource]) -> Iterator[Difference]:
    from publish.verification.epub.reader.same_picture import is_same_picture  # with Pillow

    if not any(is_same_picture(content, other.content) for other in others):
        yield _difference(href, "another one")


def _difference(href: str, found: str) -> Difference:
    values = "a picture of the book", found
    return Difference(Code.WORDS, "picture files", href, "image", *values)
