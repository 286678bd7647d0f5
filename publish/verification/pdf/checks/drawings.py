"""Pictures and formulas: each shows something, inside the type area, and a picture is the one that
the book has there, as far as its shape, its words and its looks tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publish.model.book import Resource
from publish.verification.difference import Code, Difference, quoted
from publish.verification.looks import DRAWING
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.pictures import shape_of, words_of_drawing
from publish.verification.pdf.reader.runs import Box
from publish.verification.pdf.reader.structure_tree import StructureElement, printed_text
from publish.verification.pdf.shown_pictures import mistaken_pictures, shown_pictures
from publish.verification.pdf.type_area import TypeArea

_LEAST = 0.3  # points that the longer side of a drawing has
# Of a formula, what nobody sees: spaces, switches, definitions, and what holds nothing.
_UNSEEN = re.compile(
    r"\\(?:q?quad|en(?:space|skip)|(?:neg)?(?:thin|med|thick)space|[,;:!> ]|no(?:tag|number)"
    r"|(?:display|text|script|scriptscript)style|(?:left|right)\.|mathstrut"
    r"|(?:[hm]?skip|m?kern)\s*-?[\d.]+\s*[a-z]{2}"
    r"|(?:[hv]?phantom|[hm]space\*?|require)\{[^{}]*\}|(?:begin|end)\{\w+\}"
    r"|(?:text|math|operatorname|[fhm]box|boxed|boldsymbol|bm|over|under|stackrel|sub|smash|wide"
    r"|hat|tilde|[bx]?cancel)[a-z]*\*?(?=(?:\{\s*\})+)|[cdt]?frac\{\s*\}\{\s*\}|[\\]"
    r"|(?:DeclareMathOperator\*?|(?:re)?newcommand)\{[^{}]*\}\{[^{}]*\})"
    r"|[~&{}^_\s]"
)
_NEAR = 4.0  # points that lines and curves may swing out
_BESIDE = 1.5  # points that the letters of a formula may hang out at a side
_SAME_SHAPE = 0.05  # by which the proportion of a picture may differ


def check_drawings(finished: FinishedPdf) -> Iterator[Difference]:
    """Every drawing that has a text alternative."""
    type_area = finished.memo(TypeArea)
    for element in finished.elements:
        if element.role in ("Figure", "Formula") and element.alternative:
            yield from _check(finished, type_area, element)
    for element, picture in finished.memo(shown_pictures):
        yield from _check_picture(finished, element, picture)
    for (element, picture, part), found in mistaken_pictures(finished):
        values = quoted(picture.href), quoted(found) if found else "another one"
        yield _difference(element, part.page, "picture", *values)


def _check(
    finished: FinishedPdf, type_area: TypeArea, element: StructureElement
) -> Iterator[Difference]:
    parts = list(element.content())  # without any, the check of pictures or formulas reports it
    shown = _shown(finished, element)
    is_blank = element.role == "Formula" and not _UNSEEN.sub("", element.alternative)
    is_text = element.role == "Figure" and any(part.passage for part in parts)
    if parts and not (shown or is_blank or is_text):
        yield _difference(element, parts[0].page, "drawing", "lines", "nothing")
    for page, box in shown:
        outside = type_area.outside(page, box)
        hangs_out = element.role == "Formula" and type_area.beside(page, box) > _BESIDE
        if outside > _NEAR or hangs_out:
            values = "in the type area", f"{outside:.0f} points outside"
            yield _difference(element, page, "place", *values)


def _check_picture(
    finished: FinishedPdf, element: StructureElement, picture: Resource
) -> Iterator[Difference]:
    """Whether a picture may be that of the book: by its shape, or by the words in a drawing."""
    parts = list(element.content())
    pixels = [finished.pages[part.page].pixels.get(part.mcid) for part in parts]
    if picture.media_type == DRAWING:
        right, found = words_of_drawing(picture.content), printed_text(parts).split()
        if right and found and not _share_a_word(right, found):
            values = quoted(" ".join(right)), quoted(" ".join(found))
            yield _difference(element, parts[0].page, "words in the drawing", *values)
    elif len(parts) == 1 and (size := pixels[0]) and all(size):
        expected, actual = shape_of(picture.content), size[0] / size[1]
        if abs(actual / expected - 1) > _SAME_SHAPE:
            values = f"{expected:.2f}", f"{actual:.2f}"
            yield _difference(element, parts[0].page, "width by height", *values)


def _share_a_word(right: Sequence[str], found: Sequence[str]) -> bool:
    """Whether one of the longer words is shown, also with its letters apart."""
    shown, longest = "".join(found), max(map(len, right))
    return any(word in shown for word in right if len(word) > 1 or longest == 1)


def _shown(finished: FinishedPdf, element: StructureElement) -> list[tuple[int, Box]]:
    """What is visible of a drawing, by page."""
    boxes = (
        (part.page, finished.pages[part.page].drawn.get(part.mcid)) for part in element.content()
    )
    return [(page, box) for page, box in boxes if box is not None and _is_visible(box)]


def _is_visible(box: Box) -> bool:
    left, bottom, right, top = box
    return max(right - left, top - bottom) > _LEAST


def _difference(
    element: StructureElement, page: int, aspect: str, expected: str, found: str
) -> Difference:
    subject = f"{quoted(element.alternative)} on page {page + 1} of the file"
    return Difference(Code.PLACE, "drawings", subject, aspect, expected, found)
