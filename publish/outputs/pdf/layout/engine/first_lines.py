"""Gives the first line of each page, and of the text of a chapter, the height that text has there.

A caption, a head of a table or a line of code has smaller type and, in a tint, room above it: as
the engine places it, its baseline is a few points off that of a line of text. Here what stands
first on a page, or below the title of a chapter, is moved until it stands as text would; the tint
of code then reaches above the type area. What has lines of the text in it stays, but for its title.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import page
from weasyprint.text.line_break import strut

from publish.model.markup import OPENING, has_class
from publish.outputs.pdf.layout.patch import Patch, Replacement

_EXACT = 0.01  # pixels


def _make_page(context: Any, *others: Any) -> Any:
    made, *rest = _PAGE.original(context, *others)
    root = made.children[0]
    leading, baseline = strut(root.style)
    first = made.content_box_y() + baseline
    if (opening := _opening(root)) is None:
        _level(root, first, leading)
    else:
        head, below = opening
        lines = round((head.position_y + head.margin_height() + baseline - first) / leading)
        _level(below, first + lines * leading, leading)
    return made, *rest


def _level(box: Any, baseline: float, leading: float) -> None:
    """Move the first content of a box to a baseline, if it is near one."""
    if (first := _movable(box)) is None:
        return
    line = min(_lines(first), key=_baseline)
    change = baseline - _baseline(line)
    if _EXACT < abs(change) < leading / 2:
        first.translate(dy=change)


def _movable(box: Any) -> Any:
    """The largest box at the beginning that has no line of the text; None if that is a text."""
    while any(map(_is_text, _lines(box))):
        box = _first_in_flow(box)
        if box is None or isinstance(box, boxes.LineBox):
            return None
    return box if any(_lines(box)) else None


def _lines(box: Any) -> Iterator[Any]:
    """The lines with words in a box, but those of what is turned."""
    if box.style["transform"]:
        return
    if isinstance(box, boxes.LineBox):
        if any(isinstance(each, boxes.TextBox) for each in box.descendants()):
            yield box
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            yield from _lines(child)


def _baseline(line: Any) -> float:
    return float(line.position_y + line.baseline)


def _is_text(line: Any) -> bool:
    """Whether a line has the type and the leading of the text."""
    style, root = line.style, line.style.root_style
    return all(style[name] == root[name] for name in ("font_size", "line_height"))


def _first_in_flow(box: Any) -> Any:
    children = box.children if isinstance(box, boxes.ParentBox) else ()
    return next((each for each in children if each.is_in_normal_flow()), None)


def _opening(box: Any) -> tuple[Any, Any] | None:
    """The title of a chapter that begins a box, and what is below it."""
    while isinstance(box, boxes.BlockBox):
        inside = [each for each in box.children if each.is_in_normal_flow()]
        if len(inside) > 1 and has_class(inside[0].element, OPENING):
            return inside[0], inside[1]
        box = inside[0] if inside else None
    return None


_PAGE = Replacement(page, "make_page", _make_page)

PATCH = Patch(
    name="first_lines",
    reason="gives the first line of each page the height that text has there",
    replacements=(_PAGE,),
    leans_on=(strut,),
    digest="fc2fb874f0604476a1ff108243fd988a9f9ae281834320fca10806b3b0e1ae08",
)
