"""What is where on the sheet of a cover. Lengths are points from its left and upper edge.

From a fore edge to the spine a sheet has its bleed, then a part that is turned in or a flap with
its fold, then the side that is seen, of which a hinge beside the spine bends.
"""

from __future__ import annotations

from typing import NamedTuple

from publish.model.printer import CoverSheet, PrintOrder

_LEAST_SPINE = 10.6  # points across: room for type of seven points
_MARGIN = 0.1  # of the width of a side: that of the words of an e-book's cover
_FLAP_MARGIN = 0.14  # of the width of a flap


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

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def within(self, across: float, along: float) -> Panel:
        """What is left of it with a margin at its sides, and above and below."""
        size = self.width - 2 * across, self.height - 2 * along
        return Panel(self.left + across, self.top + along, *size)


class Side(NamedTuple):
    """Front or back: what is seen of it, what is inked for it, and where its words are."""

    seen: Panel
    inked: Panel
    words: Panel


class WrapGeometry(NamedTuple):
    """The parts of the sheet; `spine_text` is none on too thin a spine, flaps are if there are any.

    `front_flap` and `back_flap` are where their words are. `barcode` is the white field, in the
    corner of the back cover that is next to the spine.
    """

    width: float
    height: float
    bleed: float
    front: Side
    spine: Panel
    back: Side
    barcode: Panel
    spine_text: Panel | None
    front_flap: Panel | None
    back_flap: Panel | None

    @property
    def folds(self) -> tuple[float, ...]:
        """Where the sheet is folded, from the left: at the spine, and at edges that go on."""
        sides = sorted((self.front.seen, self.back.seen))
        edges = (sides[0].left, self.spine.left, self.spine.right, sides[1].right)
        goes_on = sides[0].left > self.bleed
        return edges if goes_on else edges[1:3]

    @property
    def opens_at_left(self) -> bool:
        """Whether the front is at the right of the spine."""
        return self.front.seen.left > self.spine.left


def wrap_geometry(
    order: PrintOrder,
    trim: tuple[float, float],
    pages: int,
    *,
    rtl: bool,
    field: tuple[float, float] | None = None,
) -> WrapGeometry:
    """The sheet around a book of so many pages; the front is at the left where it is read so.

    `field` is the size of the white field of the barcode; without it, that of the printer.
    """
    asked, thickness = order.cover, order.spine(pages)
    side = trim[0] + asked.board[0], trim[1] + asked.board[1]
    top = asked.bleed + asked.turn_in
    outer = top + asked.flap + asked.fold
    width, height = 2 * (outer + side[0]) + thickness, 2 * top + side[1]
    spine = Panel(outer + side[0], 0, thickness, height)
    at_left = _side(Panel(outer, top, *side), asked, height, spine_at_right=True)
    at_right = _side(Panel(spine.right, top, *side), asked, height, spine_at_right=False)
    back, front = (at_right, at_left) if rtl else (at_left, at_right)
    flaps = _flaps(asked, width, front.seen)
    back_flap, front_flap = reversed(flaps) if rtl else flaps
    return WrapGeometry(
        width=width,
        height=height,
        bleed=asked.bleed,
        front=front,
        spine=spine,
        back=back,
        barcode=_barcode(field or asked.barcode, back, spine),
        spine_text=_spine_text(asked, spine, front, pages),
        front_flap=front_flap,
        back_flap=back_flap,
    )


def _side(seen: Panel, asked: CoverSheet, height: float, *, spine_at_right: bool) -> Side:
    """A side, which is inked around its edge, but not on a flap."""
    around = asked.fold if asked.flap else asked.turn_in + asked.bleed
    left = seen.left - around if spine_at_right else seen.left
    inked = Panel(left, 0, seen.width + around, height)
    flat = Panel(
        seen.left if spine_at_right else seen.left + asked.hinge,
        seen.top,
        seen.width - asked.hinge,
        seen.height,
    )
    margin = max(flat.width * _MARGIN, asked.safety)
    return Side(seen, inked, flat.within(margin, margin))


def _flaps(asked: CoverSheet, width: float, side: Panel) -> tuple[Panel, Panel] | tuple[None, None]:
    """Where the words of the flaps are: at the left and at the right of the sheet."""
    if not asked.flap:
        return None, None
    across = max(asked.flap * _FLAP_MARGIN, asked.safety)
    along = max(side.width * _MARGIN, asked.safety)
    left = Panel(asked.bleed, side.top, asked.flap, side.height)
    right = left._replace(left=width - asked.bleed - asked.flap)
    return left.within(across, along), right.within(across, along)


def _barcode(size: tuple[float, float], back: Side, spine: Panel) -> Panel:
    """The field in line with the words of the back cover, at their foot."""
    width, height = size
    words = back.words
    left = words.right - width if words.left < spine.left else words.left
    return Panel(left, words.bottom - height, width, height)


def _spine_text(asked: CoverSheet, spine: Panel, front: Side, pages: int) -> Panel | None:
    """The room of the words on the spine, as high as that of those on the front."""
    width = spine.width - 2 * asked.spine_safety
    if pages < asked.spine_text_from or width < _LEAST_SPINE:
        return None
    left = spine.left + asked.spine_safety
    return Panel(left, front.words.top, width, front.words.height)
