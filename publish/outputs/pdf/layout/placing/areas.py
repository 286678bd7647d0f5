"""The area that a thing on a page may fill, and the edges of boxes."""

from __future__ import annotations

from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from weasyprint.anchors import rectangle_aabb
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix

_TOLERANCE = 0.7  # of a CSS pixel: about half a point


class Area(NamedTuple):
    """Its edges in CSS pixels from the left and the top of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Area) -> bool:
        """Whether another area is inside, nearly."""
        return (
            other[2] <= self[2] + _TOLERANCE
            and other[0] >= self[0] - _TOLERANCE
            and other[3] <= self[3] + _TOLERANCE
            and other[1] >= self[1] - _TOLERANCE
        )

    def moved(self, matrix: Matrix) -> Area:
        """The area around all that a transform makes of this one."""
        left, top, right, bottom = self
        return Area(*rectangle_aabb(matrix, left, top, right - left, bottom - top))


ANYWHERE = Area(float("-inf"), float("-inf"), float("inf"), float("inf"))


class BoxPlace(NamedTuple):
    """Where something is: the area that it may fill and its name, and the elements around."""

    area: Area
    name: str
    section: str = ""
    blocks: tuple[Element, ...] = ()
    margin: str = ""  # the name of a margin box
    loose: bool = False  # placed by the theme, over other things too
    turned: Matrix | None = None  # from here to the page


def content_area(box: Any) -> Area:
    """The area inside the padding of a box."""
    x, y = box.content_box_x(), box.content_box_y()
    return Area(x, y, x + box.width, y + box.height)


def edges(box: Any) -> Area:
    """The outer edges of a box with its margins, which are negative where a drawing is padded."""
    x, y = box.position_x, box.position_y
    if isinstance(box, boxes.ReplacedBox):
        return Area(x, y, x + box.margin_width(), y + box.margin_height())
    x, y = box.border_box_x(), box.border_box_y()
    return Area(x, y, x + box.border_width(), y + box.border_height())


def joined(area: Area, box: Any) -> Area:
    """An area, made as wide as a box."""
    x = box.border_box_x()
    return area._replace(left=min(area.left, x), right=max(area.right, x + box.border_width()))
