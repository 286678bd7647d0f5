"""Draws dropped letters as outlines, and writes their text into the line beside them.

A float is painted before the text of its page, on the third line: programs that search and copy see
"I", the heading, and "n 2025". Here the letter is a drawing, and the text that goes on from it has
it before its first word, invisible and in the size of the line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import uharfbuzz
from fontTools.pens.recordingPen import RecordingPen
from pydyf import Stream
from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.text.ffi import FROM_UNITS
from weasyprint.text.fonts import get_pango_font_key

from publish.model.markup import DROP_CAP, has_class
from publish.outputs.pdf.layout.patch import Patch, Replacement
from publish.outputs.pdf.layout.tagging.artifacts import painted
from publish.outputs.pdf.layout.tagging.glyph_texts import runs_of

_FIRST_LETTER = "::first-letter"
_STEPS = {
    "moveTo": Stream.move_to,
    "lineTo": Stream.line_to,
    "qCurveTo": Stream.curve_to,
    "curveTo": Stream.curve_to,
    "closePath": Stream.close,
}

Point = tuple[float, float]


def note_initials(box: Any) -> None:
    """Note the texts of a box that is a dropped letter."""
    if box.is_floated() and box.element is not None and _is_initial(box):
        for each in painted(box):
            each.is_dropped = isinstance(each, boxes.TextBox)


def _is_initial(box: Any) -> bool:
    return str(box.element_tag).endswith(_FIRST_LETTER) or has_class(box.element, DROP_CAP)


def is_dropped(box: Any) -> bool:
    """Whether a box has the text of a dropped letter."""
    return bool(getattr(box, "is_dropped", False))


def _draw_text(stream: Any, box: Any, *rest: Any) -> None:
    if not is_dropped(box) or stream._tags is None or box.style["visibility"] != "visible":
        _TEXT.original(stream, box, *rest)
        return
    stream.set_color(box.style["color"])
    box.pango_layout.reactivate(box.style)
    x, y = box.position_x, box.position_y + box.baseline
    for run in runs_of(box.pango_layout):
        x = _draw_run(stream, run, x, y)
    stream.fill()
    box.pango_layout.deactivate()


def _draw_run(stream: Any, run: Any, x: float, y: float) -> float:
    """Write the outlines of a run from a place on; where it ends."""
    font, size = _font(run.item.analysis.font)
    for index in range(run.glyphs.num_glyphs):
        glyph = run.glyphs.glyphs[index]
        pen = RecordingPen()
        font.draw_glyph_with_pen(glyph.glyph, pen)
        place = x + glyph.geometry.x_offset * FROM_UNITS, y
        _draw_outline(stream, pen.value, place, size / font.face.upem)
        x += glyph.geometry.width * FROM_UNITS
    return x


def _draw_outline(stream: Any, steps: Iterable[Any], place: Point, scale: float) -> None:
    """Write the path of a glyph; curves with one point become those with two, as a page has."""
    last = place
    for name, points in steps:
        at = [(place[0] + x * scale, place[1] - y * scale) for x, y in points]
        if name == "qCurveTo":
            at = [_towards(last, at[0]), _towards(at[1], at[0]), at[1]]
        lengths = [round(length, 3) for point in at for length in point]
        _STEPS[name](stream, *lengths)
        last = at[-1] if at else last


def _towards(point: Point, control: Point) -> Point:
    (x, y), (to_x, to_y) = point, control
    return x + (to_x - x) * 2 / 3, y + (to_y - y) * 2 / 3


def _font(pango_font: Any) -> tuple[Any, float]:
    """The font of a run, with the variations in which it is set, and its size."""
    _, description, size = get_pango_font_key(pango_font)
    program = pdf_fonts.Font(pango_font, description, size)
    font = uharfbuzz.Font(uharfbuzz.Face(program.file_content, program.index))
    font.set_variations(program.variations)
    return font, size


_TEXT = Replacement(draw_text, "draw_text", _draw_text)

PATCH = Patch(
    name="initials",
    reason="draws dropped letters as outlines, whose text is in the line beside them",
    replacements=(_TEXT,),
    leans_on=(pdf_fonts.Font.__init__, get_pango_font_key),
    digest="f32032a33e6180a43eba5f0f3d64b170f9595ffe6da782e64229e6a0d2906e50",
)
