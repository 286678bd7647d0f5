"""Balances the lines of displayed titles, as `text-wrap: balance` does in an e-book.

WeasyPrint 70 fills the first line, and leaves one word to the last. Here the words are measured,
and the title is broken for the narrowest measure that needs no more lines: no-break spaces keep
the words of each line together. A line that ends at a colon may be shorter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import can_break_text, split_first_line

from publish.model.markup import has_class
from publish.outputs.pdf.layout.patch import Patch, Replacement

_TITLES = ("title", "subtitle")
_NO_BREAK = "\u00a0"
_COLONS = (":", "：", "–", "—")  # after which a title goes on with another
_EXACT = 0.5  # pixels

_Space = tuple[Any, int]  # a box of text, and where in it


def _iter_line_boxes(
    context: Any, box: Any, y: float, foot: float, skip: Any, block: Any, *rest: Any
) -> Any:
    if skip is None and _is_title(box):
        _balance(context, box, block.width)
    return _LINES.original(context, box, y, foot, skip, block, *rest)


def _is_title(box: Any) -> bool:
    """Whether a block is a displayed title, and nothing but text."""
    if box.element is None or not any(has_class(box.element, name) for name in _TITLES):
        return False
    inside = (each for each in box.descendants() if each is not box)
    return all(isinstance(each, boxes.TextBox | boxes.InlineBox) for each in inside)


def _balance(context: Any, line: Any, measure: float) -> None:
    words, spaces = _measured(context, line)
    if len(_lines(words, measure)) == 1 or max(words) > measure:
        return
    colons = [n for n, (box, at) in enumerate(spaces, start=1) if box.text[at - 1 : at] in _COLONS]
    ends = _line_ends(words, colons, measure)
    for number, (box, at) in enumerate(spaces, start=1):
        if number not in ends:
            box.text = f"{box.text[:at]}{_NO_BREAK}{box.text[at + 1 :]}"


def _line_ends(words: Sequence[float], colons: Sequence[int], measure: float) -> set[int]:
    """The words at which lines end: at each colon, if that takes no more lines, else balanced."""
    bounds = [0, *colons, len(words)]
    parts = [words[start:end] for start, end in pairwise(bounds)]
    if sum(len(_lines(part, measure)) for part in parts) > len(_lines(words, measure)):
        bounds, parts = [0], [words]
    return {
        start + end
        for start, part in zip(bounds, parts, strict=False)
        for _, end in _lines(part, _narrowest(part, measure))
    }


def _narrowest(words: Sequence[float], measure: float) -> float:
    """The narrowest measure in which words take no more lines."""
    lines, narrow = len(_lines(words, measure)), 0.0
    while measure - narrow > _EXACT:
        middle = (measure + narrow) / 2
        if len(_lines(words, middle)) == lines and max(words) <= middle:
            measure = middle
        else:
            narrow = middle
    return measure


def _measured(context: Any, line: Any) -> tuple[list[float], list[_Space]]:
    """The widths of the words, each with the space after it, and those spaces."""
    widths, words, spaces = [0.0], [""], list[_Space]()
    for box in line.descendants():
        if not isinstance(box, boxes.TextBox):
            continue
        first, *parts = box.text.split(" ")
        words[-1] += first
        widths[-1] += _width(context, box, first)
        at = len(first)
        for part in parts:
            spaces.append((box, at))
            widths[-1] += _width(context, box, " ")
            words.append(part)
            widths.append(_width(context, box, part))
            at += 1 + len(part)
    return _breakable(words, widths, spaces, line.style["lang"])


def _breakable(
    words: Sequence[str], widths: Sequence[float], spaces: Sequence[_Space], language: str
) -> tuple[list[float], list[_Space]]:
    """The widths and spaces without those at which no line ends, as before the full stop of
    ".md": its word is one with the word before it."""
    joined, kept = [widths[0]], list[_Space]()
    for word, width, space in zip(words[1:], widths[1:], spaces, strict=True):
        if can_break_text(f"a {word[:1]}", language):
            joined.append(width)
            kept.append(space)
        else:
            joined[-1] += width
    return joined, kept


def _width(context: Any, box: Any, text: str) -> float:
    return float(split_first_line(text, box.style, context, None, 0)[3]) if text else 0


def _lines(words: Sequence[float], measure: float) -> list[tuple[int, int]]:
    """The first word of each line, and the one after its last, where each takes what fits."""
    return list(_filled(words, measure))


def _filled(words: Sequence[float], measure: float) -> Iterator[tuple[int, int]]:
    start, width = 0, 0.0
    for number, word in enumerate(words):
        if number > start and width + word > measure:
            yield start, number
            start, width = number, 0.0
        width += word
    yield start, len(words)


_LINES = Replacement(inline, "iter_line_boxes", _iter_line_boxes)

PATCH = Patch(
    name="balanced_titles",
    reason="breaks displayed titles into lines of about the same length",
    replacements=(_LINES,),
    leans_on=(can_break_text, split_first_line),
    digest="5764abcde0fda21fd589528080ba8fb4239d6d4235a5d452a83595fd184ace78",
)
