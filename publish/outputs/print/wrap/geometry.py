"""What is where on the sheet of a cover. Lengths are points from its left and upper edge."""

from __future__ import annotations

from typing import NamedTuple

from publish.model.printer import PrintOrder


class Panel(NamedTuple):
    """A part of the sheet."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width


class WrapGeometry(NamedTuple):
    """The parts of the sheet; `spine_text` is none on too thin a spine.

    Front and back reach to the bleed at the edges of the sheet. `barcode` is the white field in
    the corner of the back cover that is next to the spine.
    """

    width: float
    height: float
    bleed: float
    safety: float
    front: Panel
    spine: Panel
    back: Panel
    barcode: Panel
    spine_text: Panel | None


def wrap_geometry(
    order: PrintOrder, trim: tuple[float, float], pages: int, *, rtl: bool
) -> WrapGeometry:
    """The sheet around a book of so many pages, which opens at the left where it is read so."""
    asked = order.printer.cover
    thickness = order.printer.spine(order.paper, pages)
    side, high = trim[0] + asked.bleed, trim[1] + 2 * asked.bleed
    left = Panel(0, 0, side, high)
    spine = Panel(side, 0, thickness, high)
    right = Panel(side + thickness, 0, side, high)
    back, front = (right, left) if rtl else (left, right)
    return WrapGeometry(
        width=2 * side + thickness,
        height=high,
        bleed=asked.bleed,
        safety=asked.safety,
        front=front,
        spine=spine,
        back=back,
        barcode=_barcode(order, back, spine),
        spine_text=_spine_text(order, spine, trim[1], pages),
    )


def _barcode(order: PrintOrder, back: Panel, spine: Panel) -> Panel:
    asked = order.printer.cover
    width, height = asked.barcode
    top = back.height - asked.bleed - asked.safety - height
    is_left = back.left < spine.left
    left = back.right - asked.safety - width if is_left else back.left + asked.safety
    return Panel(left, top, width, height)


def _spine_text(order: PrintOrder, spine: Panel, height: float, pages: int) -> Panel | None:
    asked = order.printer.cover
    width = spine.width - 2 * asked.spine_safety
    if pages < asked.spine_text_from or width < _LEAST_SPINE:
        return None
    away = asked.bleed + asked.safety
    return Panel(spine.left + asked.spine_safety, away, width, height - 2 * asked.safety)


_LEAST_SPINE = 10.5  # points across: room for type of seven points
