"""Speed-up `outline`: boxes without an outline.

The original reads the colour, style and offset of the outline of every box that it paints, and
computes them for that, before it finds that the outline has no width. Here the width is read first;
a box with an outline is painted by the original, which comes back for its children.
"""

from __future__ import annotations

from typing import Any

from weasyprint.draw import border
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box

from publish.outputs.pdf.layout.patch import Patch, Replacement

_slow = border.draw_outline


def draw_outline(stream: Any, box: Any) -> None:
    """Draw the outlines of a box and of those in it."""
    if box.style["outline_width"]:
        _slow(stream, box)
        return
    for child in box.children:
        if isinstance(child, Box):
            draw_outline(stream, child)


PATCH = Patch(
    name="outline",
    is_speedup=True,
    reason="skips boxes without an outline",
    replacements=(Replacement(border, "draw_outline", draw_outline),),
    leans_on=(get_color,),
    digest="80be291d11477560fea556a2929f2c6cd4b64b77820fe763ab7ff2458cc6e9b8",
)
