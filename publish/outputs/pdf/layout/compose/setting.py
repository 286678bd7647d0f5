"""Fills the measure with a planned line: glyphs give way both ways, and then its spaces.

A line whose spaces would be holes, such as one before a picture or code that is as wide as the
text, is not stretched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from publish.outputs.pdf.layout.compose.fit import ratio_of, scale_of
from publish.outputs.pdf.layout.compose.spacing import Spacing
from publish.outputs.pdf.layout.compose.word_line import WordLine
from publish.outputs.pdf.layout.patch import Patch, Replacement

_HOLES = 8.0  # the ratio of spaces that are about five times as wide as the face's


class _Filling(NamedTuple):
    """How a line fills the measure.

    `scale` is that of its glyphs, `share` by how much each space changes, to what it may.
    """

    scale: float
    share: float
    spacing: Spacing

    def room(self, text: Any) -> float:
        """By how much the spaces of a text change."""
        stretch, shrink = _room(self.spacing, text)
        return self.share * (stretch if self.share > 0 else shrink)


def _text_align(context: Any, line: Any, available_width: float, last: bool) -> Any:
    planned = getattr(line, "planned", None)
    if not planned:
        if not last and _would_have_holes(line, available_width):
            return 0
        return _ALIGN.original(context, line, available_width, last)
    available_width += planned.left + planned.right
    texts, spacing = list(_texts(line)), line.paragraph.spacing
    rooms = [_room(spacing, text) for text in texts]
    stretch, shrink = sum(each for each, _ in rooms), sum(each for _, each in rooms)
    width = sum(text.width for text in texts)
    measure = available_width - (line.width - width)
    ratio = ratio_of(width, stretch, shrink, measure, spacing.expansion)
    if ratio <= (0 if last else _HOLES):
        scale = scale_of(width, measure, spacing.expansion)
        slack = measure - scale * width
        room = stretch if slack > 0 else shrink
        _fill(line, _Filling(scale, slack / room if room else 0.0, spacing), 0.0)
    return -planned.left


def _would_have_holes(line: Any, width: float) -> bool:
    """Whether a line of a paragraph that was left to the engine is much too short."""
    paragraph = getattr(line, "paragraph", None)
    if not (paragraph and paragraph.is_left):
        return False
    spacing, words = paragraph.spacing, paragraph.content.leaves[0].words
    stretch = inline.count_expandable_spaces(line) * spacing.space(words)[1]
    return ratio_of(line.width, stretch, 0, width, spacing.expansion) > _HOLES


def _texts(box: Any) -> Iterator[Any]:
    """The texts of a line that are made of words."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def _room(spacing: Spacing, text: Any) -> tuple[float, float]:
    """By how much the spaces of a text stretch and shrink."""
    count = inline.count_expandable_spaces(text)
    _, stretch, shrink = spacing.space(text.pango_layout.words)
    return count * stretch, count * shrink


def _fill(box: Any, filling: _Filling, advance: float) -> float:
    """Widen the glyphs and the spaces of a box; by how much what is after it moves."""
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        advance += _widen(box, filling)
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        before = advance
        box.position_x += advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _fill(child, filling, advance)
        box.width += advance - before
    else:
        box.translate(advance, 0)
    return advance


def _widen(text: Any, filling: _Filling) -> float:
    layout, room = text.pango_layout, filling.room(text)
    layout.scale = filling.scale
    layout.spacing = room / (inline.count_expandable_spaces(text) or 1) / filling.scale
    wider = (filling.scale - 1) * text.width + room
    text.width += wider
    return float(wider)


def _draw_first_line(
    stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
) -> Any:
    layout = box.pango_layout
    if isinstance(layout, WordLine) and layout.scale != 1:
        a, b, c, d, e, f = matrix.values
        matrix = type(matrix)(a * layout.scale, b, c, d, e, f)
    return _DRAW.original(stream, box, text_overflow, block_ellipsis, matrix)


_ALIGN = Replacement(inline, "text_align", _text_align)
_DRAW = Replacement(draw_text, "draw_first_line", _draw_first_line)

PATCH = Patch(
    name="setting",
    reason="fills the measure with spaces and glyphs that give way both ways",
    replacements=(_ALIGN, _DRAW),
    leans_on=(inline.get_next_linebox, inline.count_expandable_spaces, inline.add_word_spacing),
    digest="2995d1446375b59e9c8de4f58022dbfd813016fbd9519ab89df1bbadb983e46d",
)
