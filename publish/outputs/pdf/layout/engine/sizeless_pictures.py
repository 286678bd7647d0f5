"""Lays out a picture that has proportions but no size in a line from right to left.

WeasyPrint 70 gives it the width of a block, and moves it to the right edge before it has a place.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block, inline, replaced

from publish.outputs.pdf.layout.patch import Patch, Replacement


def _inline_replaced_box_layout(box: Any, containing_block: Any) -> None:
    box.position_x = 0.0  # the line sets it after this
    _LAYOUT.original(box, containing_block)


_LAYOUT = Replacement(inline, "inline_replaced_box_layout", _inline_replaced_box_layout)

PATCH = Patch(
    name="sizeless_pictures",
    reason="lays out a picture without a size in a line from right to left",
    replacements=(_LAYOUT,),
    leans_on=(block.block_level_width, replaced.replaced_box_width.without_min_max),
    digest="8957893363e4dc9791624f3045022c84f0f1459bb750fe2da3ff1c6677cb5b3d",
)
