"""Fills pages that end above their foot, so that facing pages end level.

Where a heading, a table or a listing does not fit, a page ends some lines early. These go into its
gaps: first those above headings, then those beside tables, listings, figures and lists, a line into
each at the most, so that all lines stay on the grid. Above notes a line is not missed: there the
latter gaps take lines in pairs, as they are above and below a block. A page that would still be
short by more than a few lines, and the last one of a chapter, keep their gaps. The tint of a block
that goes on overleaf ends below its last line here, and not at the foot of the page.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, page
from weasyprint.text.line_break import strut

from publish.outputs.pdf.layout.engine.register import HEADINGS
from publish.outputs.pdf.layout.patch import Patch, Replacement

_SHORT = 3  # lines by which a page may be short
_SLACK = 0.1  # of a line, by which the foot of a page may cut it
_GAP = 0.5  # of a line: less white is no gap
_SECTIONS = frozenset({"html", "body", "section"})
_FILLED = "filled_lines"  # an attribute of a page


def filled_lines(page_box: Any) -> int:
    """How many lines have gone into the gaps of a page."""
    return int(getattr(page_box, _FILLED, 0))


def _make_page(context: Any, root: Any, page_type: Any, *place: Any) -> tuple[Any, Any, Any]:
    made: tuple[Any, Any, Any] = _PAGE.original(context, root, page_type, *place)
    page_box, resume_at, next_page = made
    if resume_at is not None and not page_type.blank and next_page["break"] == "any":
        _fill(context, page_box, resume_at)
    return made


def _fill(context: Any, page_box: Any, resume_at: Any) -> None:
    root = next(box for box in page_box.children if box.element_tag == "html")
    leading = strut(root.style)[0]
    free = int((foot_of_text(page_box) - _end(root, resume_at)) / leading + _SLACK)
    _trim(root, resume_at)
    if free < 1:
        return
    gaps = _Gaps(context, leading)
    gaps.find(root)
    if free > len(gaps.found) + _SHORT:
        return
    chosen = {id(box) for box in gaps.widened_by(free, has_notes=bool(_notes(page_box)))}
    setattr(page_box, _FILLED, _widen(root, chosen, leading))


def _trim(box: Any, resume_at: Any) -> None:
    """Let each block in a section that goes on overleaf end where its text does."""
    last = box.children[-1] if box.children else None
    inside = next(iter(resume_at.values())) if resume_at else None
    if not inside or not isinstance(last, boxes.BlockBox) or last.is_table_wrapper:
        return
    _trim(last, inside)
    if not _is_section(last):
        last.height = _end(last, inside) - last.content_box_y()


def foot_of_text(page_box: Any) -> float:
    """Where the text of a page may end, in pixels: at its foot, or above its notes."""
    foot = page_box.content_box_y() + page_box.height
    return float(foot - sum(box.margin_height() for box in _notes(page_box)))


def _notes(page_box: Any) -> list[Any]:
    areas = (box for box in page_box.children if isinstance(box, boxes.FootnoteAreaBox))
    return [box for box in areas if box.children]


def _end(box: Any, resume_at: Any) -> float:
    """Where the text of a box ends that goes on overleaf, in pixels.

    The box itself, and each in it that goes on, reaches to the foot of the page.
    """
    blocks = [child for child in box.children if isinstance(child, boxes.Box)]
    if not blocks:
        return float(box.content_box_y())
    *others, last = blocks
    inside = next(iter(resume_at.values())) if resume_at else None
    if inside and isinstance(last, boxes.BlockBox) and not last.is_table_wrapper:
        end = _end(last, inside) + last.padding_bottom + last.border_bottom_width
    else:
        end = _foot(last)
    return float(max([end, *map(_foot, others)]))


def _foot(box: Any) -> float:
    if isinstance(box, boxes.LineBox):
        return float(box.position_y + box.height)
    return float(box.border_box_y() + box.border_height())


def _is_section(box: Any) -> bool:
    return box.element_tag in _SECTIONS and box.is_in_normal_flow()


class _Gaps:
    """The blocks of a page with a gap above them that may be wider, headings first."""

    def __init__(self, context: Any, leading: float) -> None:
        self._context = context
        self._white = _GAP * leading
        self._above: Any = None
        self._headings: list[Any] = []
        self._others: list[Any] = []

    @property
    def found(self) -> list[Any]:
        """All of them."""
        return self._headings + self._others

    def widened_by(self, lines: int, *, has_notes: bool) -> list[Any]:
        """Those that take so many lines, or above notes one fewer where it would make no pair."""
        others = max(0, lines - len(self._headings))
        return self._headings[:lines] + self._others[: others - others % 2 if has_notes else others]

    def find(self, box: Any) -> None:
        """Find those of a section."""
        for child in box.children:
            if not isinstance(child, boxes.BlockLevelBox) or not child.is_in_normal_flow():
                continue
            if _is_section(child):
                self.find(child)
            else:
                if self._above is not None and self._is_gap(self._above, child):
                    heads = _is_heading(child)
                    (self._headings if heads else self._others).append(child)
                self._above = child

    def _is_gap(self, above: Any, below: Any) -> bool:
        white = below.border_box_y() - above.border_box_y() - above.border_height()
        if white < self._white or (_is_paragraph(above) and _is_paragraph(below)):
            return False
        return not block.avoid_page_break(block.block_level_page_break(above, below), self._context)


def _is_heading(box: Any) -> bool:
    return box.element_tag in HEADINGS


def _is_paragraph(box: Any) -> bool:
    return bool(box.element_tag == "p")


def _widen(box: Any, chosen: set[int], leading: float) -> int:
    """Move the chosen blocks of a section down, and what is below them; returns by how much."""
    lines = 0
    for child in box.children:
        child.translate(dy=lines * leading)
        if id(child) in chosen:
            child.translate(dy=leading)
            lines += 1
        elif isinstance(child, boxes.Box) and _is_section(child):
            lines += _widen(child, chosen, leading)
    box.height += lines * leading
    return lines


_PAGE = Replacement(page, "make_page", _make_page)

PATCH = Patch(
    name="full_pages",
    reason="fills pages that end above their foot",
    replacements=(_PAGE,),
    leans_on=(block.block_level_page_break, block.avoid_page_break, page.remake_page),
    digest="0c1141501120a809e7e410b17a501c3ab2955bf954eaabe821eb2b63a3e3563b",
)
