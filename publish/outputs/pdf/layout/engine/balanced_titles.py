"""Balances lines of titles, captions, sources and heads of columns, as `text-wrap: balance` does.

WeasyPrint 70 fills the first line, and leaves one word to the last. Here the words are measured,
and the title is broken for the narrowest measure that needs no more lines: no-break spaces keep
the words of each line together. A line of a title that ends at a colon may be shorter.

The spaces are changed in a copy: a table is measured again on each page that it goes on to, and its
columns would have other widths there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import can_break_text, split_first_line

from publish.model.markup import SOURCE, classes_of
from publish.outputs.pdf.layout.patch import Patch, Replacement

_TITLES = frozenset({"title", "subtitle"})
_BRIEF = frozenset({"caption", "figcaption", "th"})
_NO_BREAK = "\u00a0"
_COLONS = (":", "：", "–", "—")  # after which a title goes on with another
_EXACT = 0.5  # pixels

_Space = tuple[Any, int]  # a box of text, and where in it


def _iter_line_boxes(
    context: Any, box: Any, y: float, foot: float, skip: Any, block: Any, *rest: Any
) -> Any:
    if skip is None and ((is_title := _is_title(box)) or _is_brief(box)):
        box = _balanced(context, box, block.width, _COLONS if is_title else ())
    return _LINES.original(context, box, y, foot, skip, block, *rest)


def _is_title(box: Any) -> bool:
    """Whether a block is a displayed title."""
    return not _TITLES.isdisjoint(_classes(box))


def _is_brief(box: Any) -> bool:
    """Whether a block is a caption, the head of a column, or what says where something is from."""
    return box.element_tag in _BRIEF or SOURCE in _classes(box)


def _classes(box: Any) -> list[str]:
    return [] if box.element is None else classes_of(box.element)


def _balanced(context: Any, line: Any, measure: float, colons: Sequence[str]) -> Any:
    """A copy of words that take several lines, which are of about one length, or else the words;
    a line may end at one of the colons."""
    inside = (each for each in line.descendants() if each is not line)
    if not all(isinstance(each, boxes.TextBox | boxes.InlineBox) for each in inside):
        return line
    words, _ = _measured(context, line)
    if len(_lines(words, measure)) == 1 or max(words) > measure:
        return line
    line = line.deepcopy()
    words, spaces = _measured(context, line)
    after = [n for n, (box, at) in enumerate(spaces, start=1) if box.text[at - 1 : at] in colons]
    ends = _line_ends(words, after, measure)
    for number, (box, at) in enumerate(spaces, start=1):
        if number not in ends:
            box.text = f"{box.text[:at]}{_NO_BREAK}{box.text[at + 1 :]}"
    return line


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
    reason="breaks titles, captions and heads of columns into lines of about one length",
    replacements=(_LINES,),
    leans_on=(can_break_text, split_first_line),
    digest="5764abcde0fda21fd589528080ba8fb4239d6d4235a5d452a83595fd184ace78",
)
