"""Speed-up `justify`: the layout of a justified piece of text.

For each piece of a justified line the original creates a Pango layout with its text, discards the
Pango layout at once and keeps what was noted: text, spacing, no width. (Drawing creates the layout
again.) Here it is only noted. Pieces whose layout notes more than that go to the original:
decorated text, whose lines are measured, and text that `set_text` changes, a single space or more
than one line.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.line_break import Layout

from publish.outputs.pdf.layout.patch import Patch, Replacement

_slow = inline.add_word_spacing


def add_word_spacing(context: Any, box: Any, justification_spacing: Any, x_advance: Any) -> Any:
    """Move a box by what stands before it, and widen its spaces; the advance behind it."""
    if not isinstance(box, TextBox) or box.style["text_decoration_line"] != "none":
        return _slow(context, box, justification_spacing, x_advance)
    text = box.text
    if text == " " or "\n" in text:
        return _slow(context, box, justification_spacing, x_advance)
    box.justification_spacing = justification_spacing
    box.position_x += x_advance
    spaces = text.count(" ") + text.count("\xa0")
    if spaces:
        box.pango_layout = _noted(text, justification_spacing)
        extra_space = justification_spacing * spaces
        x_advance += extra_space
        box.width += extra_space
    return x_advance


def _noted(text: str, justification_spacing: Any) -> Any:
    """A layout as `deactivate` leaves it."""
    layout = Layout.__new__(Layout)
    layout.justification_spacing = justification_spacing
    layout.max_width = None
    layout.text = text
    layout.first_line_direction = 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    return layout


PATCH = Patch(
    name="justify",
    is_speedup=True,
    reason="creates no Pango layout for a justified text, which is discarded at once",
    replacements=(Replacement(inline, "add_word_spacing", add_word_spacing),),
    leans_on=(
        inline.count_expandable_spaces,
        line_break.create_layout,
        Layout.__init__,
        Layout.deactivate,
        Layout.reactivate,
    ),
    digest="37b4ad751e03bee70555d5ef3156ca48b924aed2cd42b0d49fb5240c70d0db1c",
)
