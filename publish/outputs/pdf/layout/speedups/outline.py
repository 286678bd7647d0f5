"""Cure `outline`: outlines of boxes that have none.

The original asked for the colour, style and offset of the outline of every box that it painted,
and computed them for that, before it found that the outline has no width. Here the width is asked
for first; a box that has an outline is painted by the original, which comes back for its children.
"""

from __future__ import annotations

from typing import Any

from weasyprint.draw import border
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box

from publish.outputs.pdf.layout.speedups.patch import Cure, Patch

_slow = border.draw_outline


def draw_outline(stream: Any, box: Any) -> None:
    """Draw the outlines of a box and of those in it."""
    if box.style["outline_width"]:
        _slow(stream, box)
        return
    for child in box.children:
        if isinstance(child, Box):
            draw_outline(stream, child)


CURE = Cure(
    name="outline",
    patches=(Patch(border, "draw_outline", draw_outline),),
    leans_on=(get_color,),
    digest="80be291d11477560fea556a2929f2c6cd4b64b77820fe763ab7ff2458cc6e9b8",
)
