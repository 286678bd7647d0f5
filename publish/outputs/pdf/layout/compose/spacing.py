"""How far the spaces and glyphs of a text give way, as its style sheet has it.

`--composer: on` lets paragraphs be broken as a whole. The other properties are percentages: by how
much a space may be wider and narrower in a good line, and a glyph; `--hanging-punctuation` is on or
off.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from publish.outputs.pdf.layout.compose.hanging import hanging
from publish.outputs.pdf.layout.compose.shaping import Word
from publish.outputs.pdf.layout.compose.words import Vocabulary

_NARROWEST = 0.133  # em; programs that read a page take what is narrower for no space
_OF_CODE = 0.25  # of what other spaces give way: columns of code are read by their spaces
_PROPERTIES = ("__space_stretch", "__space_shrink", "__glyph_expansion")


class Spacing(NamedTuple):
    """By how much spaces and glyphs give way, to their width."""

    stretch: float
    shrink: float
    expansion: float
    hangs: bool  # whether punctuation may hang in the margin

    def left(self, word: Word) -> float:
        """By how much a word hangs at the beginning of a line."""
        return hanging(word)[0] if self.hangs else 0.0

    def right(self, word: Word) -> float:
        """By how much a word hangs at the end of a line."""
        return hanging(word)[1] if self.hangs else 0.0

    def space(self, words: Vocabulary) -> tuple[float, float, float]:
        """The width of the space of a style, and by how much it stretches and shrinks.

        That is in addition to what it gives way as a glyph.
        """
        width = words.font.width
        share = _OF_CODE if words.is_monospaced else 1.0
        narrowed = width * (1 - self.expansion)
        shrink = min(share * width * self.shrink, narrowed - _NARROWEST * words.size)
        stretch = share * width * (self.stretch - self.expansion)
        return width, max(0.0, stretch), max(0.0, shrink)


def spacing_of(style: Any) -> Spacing | None:
    """How the spaces of a style give way; None where its paragraphs are left to the engine."""
    if not _is_on(style["__composer"]):
        return None
    stretch, shrink, expansion = (_share(style[name]) for name in _PROPERTIES)
    return Spacing(stretch, shrink, expansion, _is_on(style["__hanging_punctuation"]))


def _is_on(tokens: Any) -> bool:
    return [token.value for token in tokens if token.type == "ident"] == ["on"]


def _share(tokens: Any) -> float:
    return float(sum(token.value / 100 for token in tokens if token.type == "percentage"))
