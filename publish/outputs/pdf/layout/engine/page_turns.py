"""Divides no word over the turn of a page: its last line gives the divided word to the next page.

Only when a page is full does the engine know which line of a paragraph is its last. That line is
then laid out again, without the word that it divides. Where it is the first below a break that the
author made, as a paragraph is that goes on overleaf, it moves there itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline

from publish.outputs.pdf.layout.compose.breaking import is_beside_float
from publish.outputs.pdf.layout.engine.line_filling import ends_divided
from publish.outputs.pdf.layout.patch import Patch, Replacement

_BREAK = "br"


def _get_next_linebox(
    context: Any, box: Any, y: float, foot: float, skip: Any, *rest: Any
) -> tuple[Any, Any]:
    indent = box.text_indent
    line, resume_at = _NEXT_LINE.original(context, box, y, foot, skip, *rest)
    if line is not None and resume_at is not None and ends_divided(line):
        line.as_last = partial(_last_of_page, context, box, indent, y, foot, skip, *rest)
    return line, resume_at


def _last_of_page(context: Any, box: Any, indent: float, *place: Any) -> Any:
    """The line that begins at a place, without a divided word."""
    box.text_indent, box.is_last_of_page = indent, True
    try:
        line, line.resume_at = _NEXT_LINE.original(context, box, *place)
    finally:
        box.is_last_of_page = False
    return line


def _undivided(context: Any, line: Any) -> Any:
    """The last line of a page, without a divided word if it has one."""
    if (
        not hasattr(line, "as_last")
        or context.in_column
        or is_beside_float(context, line.position_y)
    ):
        return line
    last = line.as_last()
    if last.resume_at is None or _notes(last) != _notes(line):
        return line
    last.translate(dy=line.position_y - last.position_y)
    return last


def _notes(line: Any) -> list[Any]:
    return [each.footnote for each in line.descendants() if each.footnote]


def _linebox_layout(context: Any, box: Any, index: int, child: Any, lines: Any, *rest: Any) -> Any:
    abort, stop, resume_at, y, notes, max_lines = _LINES.original(
        context, box, index, child, lines, *rest
    )
    if lines and not abort and max_lines is None and lines[-1].resume_at is not None:
        if _is_alone(lines, box.style["orphans"]):
            y = lines.pop().position_y
        lines[-1] = _undivided(context, lines[-1])
        resume_at = {index: lines[-1].resume_at}
    return abort, stop, resume_at, y, notes, max_lines


def _is_alone(lines: Sequence[Any], orphans: int) -> bool:
    """Whether the last of the lines is the first below a forced break, and goes on overleaf."""
    if len(lines) <= orphans or _notes(lines[-1]):
        return False
    return _is_forced(lines[-2]) and not _is_forced(lines[-1])


def _is_forced(line: Any) -> bool:
    """Whether a line ends where the author broke it."""
    return any(each.element_tag == _BREAK for each in line.descendants())


def _find_earlier_page_break(context: Any, children: Any, *placed: Any) -> Any:
    found = _EARLIER.original(context, children, *placed)
    if found is None or not isinstance(children[0], boxes.LineBox):
        return found
    *lines, last = found[0]
    last = _undivided(context, last)
    return [*lines, last], {0: last.resume_at}


_NEXT_LINE = Replacement(inline, "get_next_linebox", _get_next_linebox)
_LINES = Replacement(block, "_linebox_layout", _linebox_layout)
_EARLIER = Replacement(block, "find_earlier_page_break", _find_earlier_page_break)

PATCH = Patch(
    name="page_turns",
    reason="divides no word over the turn of a page",
    replacements=(_NEXT_LINE, _LINES, _EARLIER),
    leans_on=(inline.iter_line_boxes,),
    digest="48d752bb8a8ce91c3dbb88474b5c2261f71909e773ff28cd922f0c64995defa7",
)
