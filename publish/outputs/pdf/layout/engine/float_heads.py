"""Sets what the page before has left at the head of a page, and the text below it on the grid."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import block_level_layout, collapse_margin
from weasyprint.text.line_break import strut

from publish.outputs.pdf.layout.engine.float_units import Unit
from publish.outputs.pdf.layout.engine.register import Grid

_HEADS = "float_heads"  # an attribute of the engine's context


def heads_of(context: Any) -> dict[int, list[Unit]]:
    """What stands at the head of each page, by its number."""
    heads: dict[int, list[Unit]] = vars(context).setdefault(_HEADS, {})
    return heads


def place_at_head(
    context: Any, page: Any, root: Any, resume_at: Any, positioned: list[Any]
) -> list[Any]:
    """Lay out what stands at the head of a page, and move the root of its text below it."""
    units = heads_of(context).get(context.current_page, [])
    placed: list[Any] = []
    foot, margin = float(page.content_box_y()), 0.0
    for box in (box for unit in units for box in unit.boxes):
        box.position_x, box.position_y = page.content_box_x(), foot
        laid_out, *_ = block_level_layout(
            context, box, 0, None, page, not placed, positioned, positioned
        )
        _place(laid_out, collapse_margin([margin, laid_out.margin_top]) if placed else 0)
        foot, margin = laid_out.border_box_y() + laid_out.border_height(), laid_out.margin_bottom
        placed.append(laid_out)
    if placed:
        root.position_y = _text_top(page, root, foot, margin - _margin_above(root, resume_at))
    return placed


def _place(box: Any, margin: float) -> None:
    """Give a box the margin above it that collapsed with that of the box before."""
    box.translate(dy=margin - box.margin_top)
    box.position_y += box.margin_top
    box.margin_top = 0


def _text_top(page: Any, root: Any, foot: float, margin: float) -> float:
    """Where the text begins: on the grid, with about the margin above it."""
    grid = Grid(page.content_box_y(), *strut(root.style))
    return grid.nearest(foot, foot + max(margin, 0))


def _margin_above(box: Any, resume_at: Any) -> float:
    """The margin of the block that the text goes on with; 0 inside a paragraph."""
    while resume_at:
        ((number, resume_at),) = resume_at.items()
        box = box.children[number]
        if isinstance(box, boxes.LineBox):
            return 0.0
    return float(getattr(box.style["margin_top"], "value", 0))
