"""Quotation marks, dashes and ellipses, whose form depends on the language.

The parser pairs quotation marks and finds dashes without knowing the language of a span. It leaves
placeholders, which are replaced here.
"""

from __future__ import annotations

from functools import cache

from publish.model.script import HAN, script_of
from publish.model.typographic_conventions import typographic_conventions
from publish.sources.markdown.parsing.placeholders import ELLIPSIS, EM, EN, QUOTES
from publish.sources.markdown.shaping.typography.runs import TextRun


def replace_placeholders(run: TextRun) -> None:
    """Replace the placeholders of each piece by the punctuation of its language."""
    is_open = False
    for piece in run:
        if piece.language is None:
            continue
        text = piece.text
        if not text.isascii():
            characters = _replacements(piece.language)
            if len(characters[ord(ELLIPSIS)]) > 1:  # there, six points are one ellipsis
                text = text.replace(2 * ELLIPSIS, ELLIPSIS)
            text = text.translate(characters)
        if '"' in text and script_of(piece.language) in HAN:
            text, is_open = _alternate_quotes(text, is_open, piece.language)
        piece.put(text)


@cache
def _replacements(language: str) -> dict[int, str]:
    own = typographic_conventions(language)
    characters = (*own.quotes, own.em_dash, own.en_dash, own.ellipsis)
    placeholders = map(ord, (*QUOTES, EM, EN, ELLIPSIS))
    return dict(zip(placeholders, characters, strict=True))


def _alternate_quotes(text: str, is_open: bool, language: str) -> tuple[str, bool]:
    """Straight marks in text without spaces, where only their order shows which of them open."""
    first, *rest = text.split('"')
    quotes = typographic_conventions(language).quotes
    for part in rest:
        first += quotes[is_open] + part
        is_open = not is_open
    return first, is_open
