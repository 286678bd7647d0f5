"""What a page leaves to the head of the next one, found while it is laid out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

from weasyprint.layout import block
from weasyprint.layout.block import block_level_layout
from weasyprint.text.line_break import strut

from publish.outputs.pdf.layout.engine.float_units import Path, Unit, Units
from publish.outputs.pdf.layout.engine.note_area import height_of_notes

_GAP = 3  # lines that stay empty rather than that something is moved
_LINES = 2  # of text that goes before what is moved
_LINE = 45  # characters that surely fill a line
_NOTES = ("layout_footnote", "unlayout_footnote")  # methods of the engine's context


class PageFloats:
    """The units that a page passes over; `fixed` are those that have to stay in their place.

    `is_disordered` is whether one that stays in its place comes after one that was passed over.
    """

    def __init__(self, units: Units, fixed: set[Unit]) -> None:
        self.units = units
        self._fixed = fixed
        self.passed: list[Unit] = []
        self.is_disordered = False
        self._used = 0.0  # of the next page

    def is_after(self, unit: Unit) -> bool:
        """Whether one that was passed over comes before a unit."""
        return any(other.path < unit.path for other in self.passed)

    def passes(self, context: Any, unit: Unit) -> bool:
        """Pass over a unit, if that may be and the next page has room for it."""
        if not unit.may_move or unit in self._fixed or not unit.has_text_after(_LINES * _LINE):
            return False
        used = self._used + height_at_head(context, unit)
        if used > context.current_footnote_area.page.height:
            return False
        self._used = used
        self.passed.append(unit)
        return True

    def left_before(self, end: Path | None) -> list[Unit]:
        """Those that were passed over before the page ends, at a place or with the document."""
        return [unit for unit in self.passed if end is None or unit.path < end]


def leaves_gap(unit: Unit, room: float) -> bool:
    """Whether a unit that does not fit leaves a gap of so much room."""
    return bool(room >= _GAP * strut(unit.section.style.root_style)[0])


def height_below(context: Any, unit: Unit) -> float:
    """The height of the line with its source, and of the white above that."""
    return sum(_heights(context, unit.section, unit.boxes[1:]))


def height_at_head(context: Any, unit: Unit) -> float:
    """The room that a unit takes at the head of a page, and its notes at the foot."""
    notes: list[Any] = []
    with _without_notes(context, notes):
        height = sum(_heights(context, unit.section, unit.boxes))
    return height + height_of_notes(context, notes)


def _heights(context: Any, around: Any, parts: list[Any]) -> Iterator[float]:
    """The heights of some boxes with the margins between, of which a source line takes some."""
    for box in [part.copy() for part in parts]:
        box.position_x, box.position_y = around.content_box_x(), 0
        laid_out, *_ = block_level_layout(context, box, -inf, None, around, True, [], [])
        block.remove_placeholders(context, [laid_out], [], [])
        yield max(laid_out.margin_top, 0) + laid_out.border_height()


@contextmanager
def _without_notes(context: Any, found: list[Any]) -> Iterator[None]:
    """Let the engine find notes without a place on this page."""

    def find(note: Any, *_: object) -> bool:
        if note not in found:
            found.append(note)
        return False

    vars(context).update(dict.fromkeys(_NOTES, find))
    try:
        yield
    finally:
        for name in _NOTES:
            del vars(context)[name]
