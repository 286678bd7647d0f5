"""Sets the lines of the text on the grid of the page, so that those of facing pages are level.

WeasyPrint 70 has no grid: below a table, a picture or a listing each line of a page is a few points
off those of the page that it faces. Here the white above a text gives way: a text begins at the
nearest line of the grid that is free, and a line with something tall in it takes two. Lines of
other type with the leading of the text (titles of blocks), and headings, even in the size of the
text, are where the text after them is on the grid; at the head of a page, which begins with a line
of the grid, whole lines are below them. A page has no margin at its head, where the engine keeps it
below each break inside a section, and its first line has its baseline where text has it.
"""

from __future__ import annotations

from math import ceil
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline, page
from weasyprint.text.line_break import strut

from publish.outputs.pdf.layout.patch import Patch, Replacement

_EXACT = 0.01  # pixels
_SLACK = 0.15  # of the leading: how far a tall line may reach into its neighbours
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


class Grid(NamedTuple):
    """Where the lines of a page are: the first one, their leading, and the baseline in a line."""

    top: float
    leading: float
    baseline: float

    def nearest(self, free: float, wanted: float, phase: float = 0) -> float:
        """The line of the grid that is nearest to a place, and not above what is free."""
        excess = (wanted - self.top - phase) % self.leading
        if min(excess, self.leading - excess) < _EXACT:
            return wanted
        above = wanted - excess
        if excess <= self.leading / 2 + _EXACT and above >= free - _EXACT:
            return above
        return above + self.leading

    def lines(self, excess: float) -> int:
        """How many more lines a line takes that is higher than the leading at one side."""
        return max(0, ceil(excess / self.leading - _SLACK))

    def head(self, wanted: float, style: Any) -> float:
        """Where a line of other leading begins so that its baseline is that of a first line."""
        lower = self.baseline - strut(style)[1]
        return wanted + (lower if wanted < self.top + _EXACT and lower > 0 else 0)


def _grid(context: Any, style: Any) -> Grid | None:
    """The grid of the page, for boxes in its flow."""
    if context.in_column or len(context._excluded_shapes_root_boxes) != 1:
        return None
    area = context.current_footnote_area.page
    return Grid(area.content_box_y(), *strut(style.root_style))


def _has_leading(style: Any) -> bool:
    """Whether the lines of a style have the leading of the book."""
    return bool(style["line_height"] == style.root_style["line_height"])


def _start(
    context: Any, box: Any, style: Any, free: float, margins: list[float], page_is_empty: bool
) -> float:
    """Where the first line of a box begins below the place that is free."""
    wanted = float(free + block.collapse_margin(margins))
    if (grid := _grid(context, style)) is None:
        return wanted
    if not _has_leading(style):
        return grid.head(wanted, style) if page_is_empty else wanted
    has_size = style["font_size"] == style.root_style["font_size"]
    is_text = has_size and box.element_tag not in HEADINGS
    if page_is_empty and not is_text:
        box.margin_bottom = ceil(box.margin_bottom / grid.leading) * grid.leading
    return grid.nearest(free, wanted, 0 if is_text or page_is_empty else -box.margin_bottom)


def _change(margins: list[float], height: float) -> float:
    """Let margins that collapse have another height, for all boxes around; returns the change."""
    change = float(height - block.collapse_margin(margins))
    if change > 0:
        margins.append(height - min([0.0, *margins]))
    elif change < 0:
        margins.append(height - max([0.0, *margins]))
    return change


def _lay_out_lines(
    context: Any, box: Any, index: int, child: Any, new_children: list[Any], page_is_empty: bool,
    absolute_boxes: Any, fixed_boxes: Any, margins: list[float], bottom_space: float, y: float,
    *others: Any,
) -> Any:  # fmt: skip
    start = _start(context, box, child.style, y, margins, page_is_empty)
    if change := _change(margins, start - y):
        for beside in new_children:
            beside.translate(dy=change)
    return _LINES.original(
        context, box, index, child, new_children, page_is_empty, absolute_boxes, fixed_boxes,
        margins, bottom_space, y, *others,
    )  # fmt: skip


def _lay_out_beside(
    context: Any, box: Any, index: int, child: Any, new_children: list[Any], page_is_empty: bool,
    absolute_boxes: Any, fixed_boxes: Any, margins: list[float], *others: Any,
) -> Any:  # fmt: skip
    """Place the marker of an item beside its first line."""
    if child.is_outside_marker:
        start = _start(context, box, box.style, child.position_y, margins, page_is_empty)
        _change(margins, start - child.position_y)
    return _BESIDE.original(
        context, box, index, child, new_children, page_is_empty, absolute_boxes, fixed_boxes,
        margins, *others,
    )  # fmt: skip


def _next_line(context: Any, box: Any, position_y: float, *others: Any) -> Any:
    line, resume_at = _NEXT.original(context, box, position_y, *others)
    if line is not None and line.height and _has_leading(box.style):
        grid = _grid(context, box.style)
        if grid is not None and (line.height, line.baseline) != grid[1:] and _has_words(line):
            _set(line, grid)
    return line, resume_at


def _has_words(line: Any) -> bool:
    """Whether a line is of text, and not a picture alone."""
    return any(isinstance(each, boxes.TextBox) for each in line.descendants())


def _set(line: Any, grid: Grid) -> None:
    """Place a line of another height or type with its baseline on the grid."""
    top = line.position_y
    above = grid.lines(line.baseline - grid.baseline)
    below = grid.lines(line.height - line.baseline - grid.leading + grid.baseline)
    line.translate(dy=above * grid.leading + grid.baseline - line.baseline)
    line.position_y, line.baseline = top, above * grid.leading + grid.baseline
    line.height = (above + 1 + below) * grid.leading


def _hit_area(box: Any) -> tuple[float, float, float, float]:
    """Where links and anchors of a box lead, with a first line that was moved out of it."""
    x, y, width, height = _AREA.original(box)
    if (line := _first_line(box)) is not None and line.position_y < y:
        return x, line.position_y, width, height + y - line.position_y
    return x, y, width, height


def _first_line(box: Any) -> Any:
    while isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox):
        if isinstance(box, boxes.InlineBox) or not box.children:
            return None
        box = box.children[0]
    return box if isinstance(box, boxes.LineBox) else None


def _make_page(context: Any, *others: Any) -> Any:
    context.forced_break = False  # by which the engine takes each break that has a page name
    return _PAGE.original(context, *others)


_LINES = Replacement(block, "_linebox_layout", _lay_out_lines)
_BESIDE = Replacement(block, "_out_of_flow_layout", _lay_out_beside)
_NEXT = Replacement(inline, "get_next_linebox", _next_line)
_AREA = Replacement(boxes.Box, "hit_area", _hit_area)
_PAGE = Replacement(page, "make_page", _make_page)

PATCH = Patch(
    name="register",
    reason="sets the lines of the text on the grid of the page",
    replacements=(_LINES, _BESIDE, _NEXT, _AREA, _PAGE),
    leans_on=(
        block.block_container_layout,
        block.block_level_layout,
        block.collapse_margin,
        inline.iter_line_boxes,
    ),
    digest="aec95253c8300a23a6f4f9ba873857c328788b844e28742a276962aae34bc86b",
)
