"""Fills the lines of what the composer leaves: spaces shrink too, and no last line is a stub.

WeasyPrint 70 takes what fits with the spaces of the face, and widens them. Here a justified line
takes what fits with narrower ones. Where a line would leave only a short word, or the rest of a
divided one, to the last line, it gives up a part of its last word, or all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break

from publish.outputs.pdf.layout.compose.breaking import is_beside_float
from publish.outputs.pdf.layout.patch import Patch, Replacement

_SHRINKS = 0.2  # of a space; programs that read text still see one that is narrower by this
_APART = 2.0  # em from one space of a line to the next, at the least; in prose it is 2.6
_COLLAPSES = ("normal", "nowrap", "pre-line")
_HYPHENS = ("-", "\u2010", "\u00ad")
_STUB = 8  # characters of a divided word, with its full stop, that are too few for a line
_FEW = _STUB + 2  # with spaces around
_LETTERS = 4  # of a last word, at the least (Bringhurst, 2.4.3)
_SHORT = 6  # characters; more are longer than the indent of the next paragraph
_LOOSE = 3.0  # spaces of the face in one, rather than a stub or too few letters
_RATHER_LOOSE = 1.6  # rather than a short last line

_Split = Any  # what the engine returns: a line, where the next one begins, and more
_LayOut = Callable[[float], _Split]


class _Filling(NamedTuple):
    """How the lines of a block are filled."""

    space: float  # its width
    shrinks: float  # how much narrower each may be
    room: float  # by how much lines may be too wide, to the width


def ends_divided(line: Any) -> bool:
    """Whether a line ends in a hyphen, be it the engine's or the author's."""
    box = line
    while isinstance(box, boxes.ParentBox) and box.children:
        box = box.children[-1]
    return isinstance(box, boxes.TextBox) and box.text.rstrip(" ").endswith(_HYPHENS)


def _split_inline_box(
    context: Any, box: Any, x: float, max_x: float, foot: float, skip: Any, around: Any, *rest: Any
) -> _Split:
    if not isinstance(box, boxes.LineBox):
        limit = max_x - _space_before(box, skip)
        return _SPLIT.original(context, box, x, limit, foot, skip, around, *rest)

    def lay_out(limit: float) -> _Split:
        for found in rest[:-2]:
            found.clear()
        return _SPLIT.original(context, box, x, limit, foot, skip, around, *rest)

    if getattr(box, "planned", None):  # by the composer
        return lay_out(max_x)
    filling = _filling(context, box)
    has_own_style = any(rest[-2:])  # of the first letter or line
    if filling is None or has_own_style or is_beside_float(context, box.position_y):
        return lay_out(max_x)
    split = _filled(context, filling, lay_out, x, max_x) if filling.shrinks else lay_out(max_x)
    return _well_ended(context, box, filling, split, lay_out, max_x)


def _space_before(box: Any, skip: Any) -> float:
    """The padding and border before the text of an inline box, which the engine counts late."""
    if skip is not None or box.style["direction"] != "ltr":
        return 0
    return float(box.padding_left + box.margin_left + box.border_left_width)


def _filling(context: Any, box: Any) -> _Filling | None:
    """How the lines of a box are filled; None for as the engine does it. It is found out once."""
    try:
        filling: _Filling | None = box.filling
    except AttributeError:
        filling = box.filling = _new_filling(context, box)
    return filling


def _new_filling(context: Any, box: Any) -> _Filling | None:
    style = box.style
    is_justified = style["text_align_all"] == "justify" and style["white_space"] in _COLLAPSES
    is_paragraph = box.element is not None and box.element.tag == "p"
    if not (is_justified or is_paragraph):
        return None
    if any(each.is_floated() or each.is_absolutely_positioned() for each in box.descendants()):
        return None
    space = _space(context, style)
    shrinks = _SHRINKS * space if is_justified else 0
    return _Filling(space, shrinks, shrinks / (_APART * (style["font_size"] or inf)))


def _space(context: Any, style: Any) -> float:
    """The width of a space in a style."""
    widths: dict[Any, float] = vars(context).setdefault("widths_of_spaces", {})
    key = line_break._font_style_cache_key(style, include_size=True), style["word_spacing"]
    if key not in widths:
        widths[key] = line_break.split_first_line(" ", style, context, None, 0)[3]
    return widths[key]


def _filled(context: Any, filling: _Filling, lay_out: _LayOut, x: float, max_x: float) -> _Split:
    """A line with as much as fits if its spaces shrink."""
    room = filling.room * (max_x - x)
    while room > 0:
        split = lay_out(max_x + room)
        line = split[0]
        if _excess(line, max_x) > 0:
            inline.remove_last_whitespace(context, line)
        excess, most = _excess(line, max_x), filling.shrinks * inline.count_expandable_spaces(line)
        if excess <= max(most, 0):
            line.is_narrowed = excess > 0
            return split
        if excess > room:  # it cannot be broken
            break
        room = min(most, excess - filling.shrinks / 4)
    return lay_out(max_x)


def _excess(line: Any, max_x: float) -> float:
    return float(line.position_x + line.width - max_x)


def _well_ended(
    context: Any, box: Any, filling: _Filling, split: _Split, lay_out: _LayOut, max_x: float
) -> _Split:
    """A line, or a shorter one where it does not end well."""
    while loosest := _loosest(box, split):
        limit = split[0].position_x + split[0].width - 1
        shorter = lay_out(limit)
        inline.remove_last_whitespace(context, shorter[0])
        gap = -_excess(shorter[0], max_x) / (inline.count_expandable_spaces(shorter[0]) or 0.1)
        is_too_loose = filling.shrinks and filling.space + gap > loosest * filling.space
        if shorter[1] is None or is_too_loose or _excess(shorter[0], limit) > 0:
            break
        split = shorter
    return split


def _loosest(box: Any, split: _Split) -> float:
    """How many spaces of the face one may become, rather than that a line ends so; 0 if it may."""
    line, resume_at = split[:2]
    if resume_at is None:
        return 0
    if getattr(box, "is_last_of_page", False):
        return inf if ends_divided(line) else 0
    left = (_left(box, resume_at) or "").partition("\n")[0].strip(" ")
    if not left or " " in left or len(left) > _STUB:
        return 0
    if ends_divided(line) or sum(map(str.isalnum, left)) < _LETTERS:
        return _LOOSE
    return _RATHER_LOOSE if len(left) <= _SHORT else 0


def _left(box: Any, begin: Any) -> str | None:
    """The text that is left of a box from a place on; None for more than a few characters.

    It ends at a forced break, in which the text of the next lines is as good as another paragraph.
    """
    at, inner = next(iter(begin.items())) if begin else (0, None)
    if isinstance(box, boxes.TextBox):
        if len(box.text) - at > _FEW:
            return None
        return str(box.text.encode()[at:].decode() if at else box.text)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        return None
    text = ""
    for child in box.children[at:]:
        if child.is_in_normal_flow():
            part = _left(child, inner)
            if part is None:
                return None
            text += part
            if "\n" in part or len(text) > _FEW:
                break
        inner = None
    return text


def _text_align(context: Any, line: Any, available_width: float, last: bool) -> Any:
    if getattr(line, "is_narrowed", False):
        inline.justify_line(context, line, available_width - line.width)
        return 0
    return _ALIGN.original(context, line, available_width, last)


_SPLIT = Replacement(inline, "split_inline_box", _split_inline_box)
_ALIGN = Replacement(inline, "text_align", _text_align)

PATCH = Patch(
    name="line_filling",
    reason="lets spaces shrink, and leaves no stub of a word to the last line of a paragraph",
    replacements=(_SPLIT, _ALIGN),
    leans_on=(
        inline.justify_line,
        inline.count_expandable_spaces,
        inline.add_word_spacing,
        inline.remove_last_whitespace,
        inline.get_next_linebox,
    ),
    digest="c49eaa0e0d414402c32af9327cd42c543e395f3c0b3823a93d7c2015c90fb6e1",
)
