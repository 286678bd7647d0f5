"""Lets pages break at what is kept together, where keeping it leaves a gap.

A short table or listing moves to the next page as a whole, and takes the sentence that introduces
it and the heading above that along. Where more than a few lines would stay empty, it may break as
longer ones do, by the rules for its first and last rows or lines; or the page ends below the
sentence, if that has two lines, which is what a heading keeps with. A table of very few rows stays
whole up to a gap of a quarter of a page, since its rows are compared.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block as layout
from weasyprint.text.line_break import strut

from publish.model.markup import KEPT, UNBREAKABLE, has_class

_GAP = 4  # lines that stay empty rather than that something is in two parts
_INSIDE = "break_inside"
_FEW = 5  # rows
_QUARTER = 0.25  # of a page, which stays empty rather than that few rows are in two parts
_LINES = 2  # of a sentence that may be without what it introduces


def softened(context: Any, around: Any, above: list[Any], block: Any, bottom_space: float) -> Any:
    """A block as it is laid out below those above it: a copy that may break, or the block itself.

    `around` is the box that has it, `bottom_space` what stays free at the foot of the page. A page
    may then break below the last one above, too.
    """
    beside = [box for box in above if box.is_in_normal_flow()]
    is_kept, is_introduced = _has(block, UNBREAKABLE), bool(beside) and _introduces(beside[-1])
    if context.in_column or not (is_kept or is_introduced):
        return block
    gap = context.page_bottom - bottom_space - _break_above(context, around, beside, block)
    if gap <= _GAP * strut(around.style.root_style)[0]:
        return block
    if is_introduced:
        _change(beside[-1], "break_after")
    stays = _has_few_rows(block) and gap <= _QUARTER * context.current_footnote_area.page.height
    return _breakable(block) if is_kept and not stays else block


def _has(box: Any, name: str) -> bool:
    return box.element is not None and has_class(box.element, name)


def _has_few_rows(block: Any) -> bool:
    return 0 < len(block.element.findall("tbody/tr")) <= _FEW


def _introduces(box: Any) -> bool:
    """Whether a box is a sentence of some lines that is kept with what it introduces."""
    lines = box.element_tag == "p" and _has(box, KEPT) and len(box.children)
    return lines >= _LINES and isinstance(box.children[0], boxes.LineBox)


def _break_above(context: Any, around: Any, above: list[Any], kept: Any) -> float:
    """Where the page would end that breaks above a block and what is kept with it."""
    below = kept
    for box in reversed(above):
        page_break = layout.block_level_page_break(box, below)
        if not layout.avoid_page_break(page_break, context):
            return float(box.border_box_y() + box.border_height())
        below = box
    return float(around.position_y)


def _breakable(kept: Any) -> Any:
    copy = kept.copy()
    table = kept.get_wrapped_table() if kept.is_table_wrapper else None
    if table is None:
        _change(copy, _INSIDE)
        return copy
    copy.children = [box.copy() for box in kept.children]
    _change(copy.get_wrapped_table(), _INSIDE)
    return copy


def _change(box: Any, side: str) -> None:
    """Let a page break at a side of a box; others may share its style."""
    box.style = box.style.copy()
    box.style[side] = "auto"
