"""Cure `collide`: lines where nothing floats.

The original looked for floats that a line runs into, and made four lists, also on pages without a
float. Here the place of a line box that runs from left to right with no float before it is reckoned
at once, by the same sums in the same order. Every other box goes the old way.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import float as float_

from publish.outputs.pdf.layout.speedups.patch import Cure, Patch

_slow = float_.avoid_collisions


def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
    """Where a box can stand beside the floats: x, y and the width that is free."""
    if (
        outer
        or context.excluded_shapes
        or type(box) is not LineBox
        or box.style["float"] != "none"
        or containing_block.style["direction"] != "ltr"
    ):
        return _slow(context, box, containing_block, outer)
    start = containing_block.content_box_x()
    end = start + containing_block.width
    left, top = box.margin_left, box.margin_top
    start += left
    end -= box.margin_right
    return start - left, box.position_y + top - top, end - start


CURE = Cure(
    name="collide",
    patches=(Patch(float_, "avoid_collisions", avoid_collisions),),
    leans_on=(LineBox.border_box_y, LineBox.is_floated),
    digest="a88f9779e9384de841bbc29179b0ceb7b7285ff734e28e6131f2bc6df09eb9d8",
)
