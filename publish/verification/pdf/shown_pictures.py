"""The pictures that a PDF shows, each with that of the book, and whether they look alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from publish.model.book import Resource
from publish.verification.looks import DRAWING, look_of_picture, unlikeness
from publish.verification.markup import X
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_text import own_elements
from publish.verification.pdf.reader.structure_tree import MarkedContent, StructureElement

_LIKE = 12.0  # of 255, which a picture may differ from itself
_SAME = 1.0  # of 255, by which one drawing differs that is printed twice, in other sizes
_SURELY = 3  # times less does the one differ that was printed in its place
_UNLIKE = 60.0  # of 255: no photograph differs so much from itself

ShownPicture = tuple[StructureElement, Resource]
_Seen = tuple[StructureElement, Resource, MarkedContent]


def shown_pictures(finished: FinishedPdf) -> list[ShownPicture]:
    """The figures to check, each with the picture that the book has there."""
    return list(_shown_pictures(finished))


def _shown_pictures(finished: FinishedPdf) -> Iterator[ShownPicture]:
    """Pictures with the same words are in the same order in the book and in the file."""
    resources = {each.href: each for each in finished.book.resources}
    for section, element in finished.elements_to_check():
        pictures: dict[str, list[Resource | None]] = {}
        for image in section.body.iter(f"{X}img"):
            words = " ".join(image.get("alt", "").split())
            pictures.setdefault(words, []).append(resources.get(image.get("src", "")))
        figures: dict[str, list[StructureElement]] = {}
        for each in own_elements(finished, element):
            if each.role == "Figure" and each.alternative:
                figures.setdefault(" ".join(each.alternative.split()), []).append(each)
        for words, shown in figures.items():
            if len(shown) == len(right := pictures.get(words, [])):
                yield from ((a, b) for a, b in zip(shown, right, strict=True) if b)


def mistaken_pictures(finished: FinishedPdf) -> Iterator[tuple[_Seen, str]]:
    """The figures that look like another picture, with its name; "" for one that is not known.

    Of a drawing it must be one that does not look like itself, either, as if both were exchanged,
    or that is printed alike, as if it were there twice: browsers draw some that the library here
    does not.
    """
    apart = partial(_apart, finished)
    all_seen = list(_seen(finished))
    unlike = [each for each in all_seen if apart(each, each[1]) > _LIKE]
    suspects = {picture.href for _, picture, _ in unlike}
    for seen in unlike:
        picture = seen[1]
        is_drawing = picture.media_type == DRAWING
        likely = suspects | _printed_alike(seen, all_seen) if is_drawing else suspects
        others = (each for each in finished.book.resources if each.href != picture.href)
        ranked = sorted(
            (apart(seen, each), each.href)
            for each in others
            if each.href in likely or not is_drawing
        )
        own = apart(seen, picture)
        if ranked and ranked[0][0] * _SURELY < own:
            yield seen, ranked[0][1]
        elif not is_drawing and own > _UNLIKE and not finished.edition.style_sheets:
            yield seen, ""


def _printed_alike(seen: _Seen, all_seen: Iterable[_Seen]) -> set[str]:
    """The pictures that the file shows just as it shows this one."""
    _, _, part = seen
    return {
        picture.href
        for _, picture, other in all_seen
        if other is not part and unlikeness(part.look, other.look, DRAWING) < _SAME
    }


def _seen(finished: FinishedPdf) -> Iterator[_Seen]:
    """The figures that are in one piece and show something, as their pictures do."""
    for element, picture in finished.memo(shown_pictures):
        parts = list(element.content())
        if len(parts) == 1 and parts[0].look and _look_of(finished, picture):
            yield element, picture, parts[0]


def _apart(finished: FinishedPdf, seen: _Seen, picture: Resource) -> float:
    """By how much a figure differs from a picture of the book."""
    _, right, part = seen
    return unlikeness(part.look, _look_of(finished, picture), right.media_type)


def _look_of(finished: FinishedPdf, picture: Resource) -> bytes:
    return look_of_picture(picture.content, picture.media_type, finished.cache)
