"""Justifies lines from right to left to the measure where their spaces are kerned.

Arabic faces move words that end in a deep letter nearer to the next one. WeasyPrint 70 measures a
line so, but the width that it adds to the spaces takes this kerning away: the line is drawn too
wide, and begins outside the measure by up to a space.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break

from publish.outputs.pdf.layout.patch import Patch, Replacement

_EXACT = 0.01  # pixels


def _add_word_spacing(context: Any, box: Any, spacing: float, x_advance: float) -> Any:
    x = _SPACING.original(context, box, spacing, x_advance)
    if isinstance(box, boxes.TextBox) and box.style["direction"] == "rtl":
        _fit(context, box, spacing)
    return x


def _fit(context: Any, box: Any, spacing: float) -> None:
    """Set the words of a line so far apart that they are as wide as their box."""
    count = inline.count_expandable_spaces(box)
    box.pango_layout.reactivate(box.style)
    width, _ = line_break.line_size(box.pango_layout.get_first_line()[0], box.style)
    box.pango_layout.deactivate()
    if count and abs(excess := width - box.width) > _EXACT:
        box.justification_spacing = spacing - excess / count
        box.pango_layout = line_break.create_layout(
            box.text, box.style, context, None, box.justification_spacing
        )
        box.pango_layout.deactivate()


_SPACING = Replacement(inline, "add_word_spacing", _add_word_spacing)

PATCH = Patch(
    name="kerned_spaces",
    reason="justifies lines from right to left whose spaces are kerned",
    replacements=(_SPACING,),
    leans_on=(line_break.create_layout, line_break.line_size, inline.count_expandable_spaces),
    digest="8eea98d6deeb0fa64aeef56ac0c2721318f0ad08e1567713e8ae396f84b01fe1",
)
