"""Speed-up `collide`: lines on pages without floats.

The original looks for floats next to a line, and builds four lists, also on pages without a float.
Here the position of a line box that runs from left to right with no float before it is computed at
once, by the same sums in the same order. Every other box goes to the original.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import float as float_

from publish.outputs.pdf.layout.patch import Patch, Replacement

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


PATCH = Patch(
    name="collide",
    is_speedup=True,
    reason="places lines at once where nothing floats",
    replacements=(Replacement(float_, "avoid_collisions", avoid_collisions),),
    leans_on=(LineBox.border_box_y, LineBox.is_floated),
    digest="a88f9779e9384de841bbc29179b0ceb7b7285ff734e28e6131f2bc6df09eb9d8",
)
