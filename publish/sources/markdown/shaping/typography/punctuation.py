"""Quotation marks, dashes and ellipses, whose shape is the language's.

The parser pairs quotation marks and finds dashes without knowing the language of a span: it leaves
noncharacters of Unicode, which no text holds, and they become signs here.
"""

from __future__ import annotations

from functools import cache

from publish.model.script import HAN, script_of
from publish.model.typographic_conventions import typographic_conventions
from publish.sources.markdown.parsing.placeholders import ELLIPSIS, EM, EN, QUOTES
from publish.sources.markdown.shaping.typography.runs import Run


def set_marks(run: Run) -> None:
    """Put the signs of each piece's language in the place of its marks."""
    opened = False
    for piece in run:
        if piece.language is None:
            continue
        text = piece.text
        if not text.isascii():
            signs = _signs(piece.language)
            if len(signs[ord(ELLIPSIS)]) > 1:  # six points are one ellipsis there
                text = text.replace(2 * ELLIPSIS, ELLIPSIS)
            text = text.translate(signs)
        if '"' in text and script_of(piece.language) in HAN:
            text, opened = _alternating(text, opened, piece.language)
        piece.put(text)


@cache
def _signs(language: str) -> dict[int, str]:
    found = typographic_conventions(language)
    signs = (*found.quotes, found.em_dash, found.en_dash, found.ellipsis)
    return {ord(mark): sign for mark, sign in zip((*QUOTES, EM, EN, ELLIPSIS), signs, strict=True)}


def _alternating(text: str, opened: bool, language: str) -> tuple[str, bool]:
    """Straight marks between signs without spaces, which tell no opening from a closing one."""
    pieces = text.split('"')
    quotes = typographic_conventions(language).quotes
    made = pieces[0]
    for piece in pieces[1:]:
        made += quotes[opened] + piece
        opened = not opened
    return made, opened
