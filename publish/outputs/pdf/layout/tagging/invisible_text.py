"""Writes text that nobody sees over what is drawn, so that it is found and copied.

A formula is outlines: without this its place is empty for programs that search and copy. The text
is in the font around it (rendering mode 3, ISO 32000-1, 9.3.6), as wide as the drawing and on its
baseline. Programs read its glyphs, or its ActualText where that font lacks a character.
"""

from __future__ import annotations

from typing import Any

import pydyf
from weasyprint.text.line_break import Layout

from publish.model.markup import DATA_PLAIN
from publish.outputs.pdf.layout.tagging.nominal_glyphs import shown_glyph, space_glyph

_INVISIBLE = 3


def write_plain_formula(stream: Any, box: Any) -> None:
    """Write the plain form of the formula that a box shows; nothing for another box."""
    text = box.element.get(DATA_PLAIN, "") if box.element is not None else ""
    if text and box.style["font_size"] and box.width > 0:
        margin = -box.margin_left  # by which the drawing is larger than the formula
        x, width = box.content_box_x() + margin, box.width - 2 * margin
        raised = box.style["vertical_align"]
        y = box.position_y + box.margin_height()
        y += raised if isinstance(raised, int | float) else 0
        _write(stream, box.style, text, (x, y), width)


def write_before(stream: Any, box: Any, text: str) -> None:
    """Write a text that ends where a box of text begins, on its baseline and in its size."""
    place = box.position_x, box.position_y + box.baseline
    _write(stream, box.style, text, place, None)


def _write(
    stream: Any, style: Any, text: str, place: tuple[float, float], width: float | None
) -> None:
    """Write a text in the font of a style: from a place on as wide as given, or up to the place."""
    layout = Layout(style)
    layout.set_text("0")
    pango_font = layout.get_first_line()[0].runs[0].data.item.analysis.font
    font, size = stream.add_font(pango_font)
    space = 0 if font.bitmap else space_glyph(stream, pango_font, font, size)
    if not space:
        return
    # A program that heeds an ActualText divides it among as many glyphs as characters.
    shown = [shown_glyph(stream, pango_font, font, size, each) or space for each in text]
    natural = sum(font.widths[glyph] for glyph in shown) * size / 1000
    if not natural:
        return
    x, y = place if width is not None else (place[0] - natural, place[1])
    scale = 1 if width is None else width / natural
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}))
    with stream.stacked():
        stream.begin_text()
        stream.set_text_rendering(_INVISIBLE)
        stream.set_text_matrix(scale, 0, 0, -1, x, y)
        stream.set_font_size(font.hash, size)
        stream.show_text("<" + "".join(f"{glyph:04x}" for glyph in shown) + ">")
        stream.end_text()
    stream.end_marked_content()
