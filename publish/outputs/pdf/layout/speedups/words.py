"""Speed-up `words`: lines of words, drawn from the glyphs that the words were shaped with.

The original shapes each line once more to draw it. But a line of the composer is made of words that
were shaped before, and what a word writes depends on its glyphs and its font alone: here it is
found once. Of a space, the width is that of the line. A line goes to the original where it has more
than plain words: raised glyphs, words in other fonts, spaces that do not break.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from weasyprint.draw import text as draw_text
from weasyprint.text.ffi import TO_UNITS
from weasyprint.text.line_break import Layout

from publish.outputs.pdf.layout.compose.shaping import Glyph, Word
from publish.outputs.pdf.layout.compose.word_line import APART, WordLine
from publish.outputs.pdf.layout.patch import Patch, Replacement
from publish.outputs.pdf.layout.speedups.draw import (
    SizedFont,
    is_layout_known,
    operand_of,
    sized_font,
)

_NO_BREAK = "\u00a0"
_PIXEL = int(TO_UNITS)  # in Pango's units, to which it rounds some halves


def draw_first_line(
    stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
) -> Any:
    """Draw a line of text into a stream; returns the emojis, which are painted afterwards."""
    layout = box.pango_layout
    is_whole = text_overflow != "ellipsis" and block_ellipsis == "none"
    if is_whole and isinstance(layout, WordLine) and _is_of_words(layout.text):
        face = sized_font(stream, layout.words.font.pango_font)
        operand = None if face is None else _operand(_Pen(stream, face), layout)
        if face is not None and operand is not None:
            stream.set_text_matrix(*matrix.values)
            stream.set_font_size(face.font.hash, face.size)
            stream.show_text(operand)
            return []
    return _DRAW.original(stream, box, text_overflow, block_ellipsis, matrix)


def _is_of_words(text: str) -> bool:
    """Whether a text is words with a space between any two."""
    return text not in ("", " ") and "  " not in text and _NO_BREAK not in text


class _Pen(NamedTuple):
    """A stream, and the font in which it shows a text."""

    stream: Any
    face: SizedFont

    def word(self, word: Word) -> str | None:
        """How a word is written; None where Pango has to shape it."""
        operands = self.face.operands
        operand = operands.runs.get(word)
        if operand is None and word.is_plain:
            operand = operand_of(*self, word.glyphs, partial(_letters, word))
            if operand is not None:
                operands.remember(word, operand)
        return operand

    def space(self, glyph: Glyph) -> str | None:
        """How a space is written."""
        return operand_of(*self, (glyph,), lambda _: " ")


def _letters(word: Word, index: int) -> str:
    """The text of a glyph of a word: from its cluster to the next one."""
    end = [*word.clusters, word.size][index + 1]
    return word.text.encode()[word.clusters[index] : end].decode()


def _operand(pen: _Pen, layout: WordLine) -> str | None:
    """What a line writes; None where Pango has to shape it."""
    parts: list[str | None] = []
    words = layout.text.split(" ")
    last = len(words) - 1
    between = None
    for number, text in enumerate(words):
        if number == 1 and not words[0]:
            parts.append(pen.space(_space(layout, is_first=True)))
        elif number and number == last and not text:
            parts.append(pen.space(_space(layout, is_last=True)))
        elif number:
            between = between or pen.space(_space(layout))
            parts.append(between)
        if text:
            parts.append(pen.word(layout.words.word(text)))
    return None if None in parts else "".join(parts)  # type: ignore[arg-type]


def _space(layout: WordLine, *, is_first: bool = False, is_last: bool = False) -> Glyph:
    """The glyph of a space as Pango has it, with half of what is added to it at each side.

    The engine adds twice as much at the ends of a text, where Pango leaves the outer half out.
    """
    glyph, width, offset, rise = layout.words.font.glyph
    added = int((layout.spacing or APART) * TO_UNITS) * (2 if is_first or is_last else 1)
    left = int(added / 2)
    if added % _PIXEL == 0:
        left = (left + _PIXEL // 2) // _PIXEL * _PIXEL
    before, after = (0 if is_first else left), (0 if is_last else added - left)
    return glyph, width + before + after, offset + before, rise


_DRAW = Replacement(draw_text, "draw_first_line", draw_first_line)

PATCH = Patch(
    name="words",
    is_speedup=True,
    reason="draws lines of words from the glyphs that the words were shaped with",
    replacements=(_DRAW,),
    leans_on=(Layout.set_text,),
    digest="614b108f4f1b35cdbca81bfd8fa5d3ef0c98a78765cb06ded0f3b7c8be388e60",
    fits=is_layout_known,
)
