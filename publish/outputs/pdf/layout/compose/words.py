"""The words of a style, each shaped once.

A word depends on the style and on its own characters alone, and not on the words that it is shaped
with, so that a product does not depend on what was laid out before.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from weasyprint.text.line_break import strut

from publish.outputs.pdf.layout.compose.breaks import (
    Break,
    all_breaks,
    hyphenation_of,
    own_breaks,
)
from publish.outputs.pdf.layout.compose.shaping import StyleFont, Word, shape

_KNOWN = "vocabularies"  # an attribute of the engine's configuration of fonts
_values_of = itemgetter(
    "font_family", "font_style", "font_stretch", "font_weight", "font_size",
    "font_variation_settings", "font_kerning", "font_variant_ligatures", "font_variant_position",
    "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "font_language_override", "lang",
    "white_space", "hyphens", "hyphenate_character", "hyphenate_limit_chars", "line_height",
)  # fmt: skip


class Vocabulary:
    """The words of a style without spacing of its own, from left to right."""

    def __init__(self, style: Any) -> None:
        self._style = style
        self._words: dict[str, Word] = {}
        self.language = style["lang"]
        self._hyphenation = hyphenation_of(style)
        self.font = StyleFont(style)
        self.leading = strut(style)[0]
        self.size = style["font_size"]
        self.wraps = style["white_space"] != "nowrap"
        self.hyphen: str = style["hyphenate_character"]
        self.hyphen_width = self.word(self.hyphen).width
        self.is_monospaced = self.word("i").width == self.word("m").width

    def word(self, text: str) -> Word:
        """A word, without spaces, which may end in a hyphen."""
        try:
            return self._words[text]
        except KeyError:
            self.learn((text,))
            return self._words[text]

    def learn(self, texts: Iterable[str]) -> None:
        """Shape the words that are new, all at once."""
        words = self._words
        new = [text for text in dict.fromkeys(texts) if text and text not in words]
        for word in shape(self._style, self.font, new) if new else ():
            words[word.text] = word

    def breaks(self, word: Word, *, hyphenate: bool) -> list[Break]:
        """Where a line may end in a word, with or without the syllables of the language."""
        if not self.wraps:
            return []
        if not hyphenate:
            return own_breaks(word, self.language)
        return all_breaks(word, self.language, self._hyphenation)


def vocabulary_of(style: Any) -> Vocabulary:
    """The words of a style."""
    known: dict[Any, Vocabulary] = vars(style.font_config).setdefault(_KNOWN, {})
    values = _values_of(style)
    if values not in known:
        known[values] = Vocabulary(style)
    return known[values]
