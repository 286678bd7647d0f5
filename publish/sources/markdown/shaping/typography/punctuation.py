"""Quotation marks, dashes and ellipses, whose form depends on the language.

The parser pairs quotation marks and finds dashes without knowing the language of a span. It leaves
placeholders, which are replaced here.
"""

from __future__ import annotations

import re
from functools import cache, partial

from publish.model.script import HAN, script_of
from publish.model.typographic_conventions import typographic_conventions
from publish.sources.markdown.parsing.placeholders import CONTINUED, ELLIPSIS, EM, EN, QUOTES
from publish.sources.markdown.shaping.typography.runs import TextRun

_MARKS = re.compile(f"[{QUOTES}{CONTINUED}]")
_SINGLE = "‘‚"
_UNSPACED = HAN - {"Kore"}


def replace_placeholders(run: TextRun) -> None:
    """Replace the placeholders of each piece by the punctuation of its language."""
    is_open = False
    levels = _Levels()
    for piece in run:
        if piece.language is None:
            continue
        text = piece.text
        if not text.isascii():
            text = levels.settle(text, piece.language)
            characters = _replacements(piece.language)
            if len(characters[ord(ELLIPSIS)]) > 1:  # there, six points are one ellipsis
                text = text.replace(2 * ELLIPSIS, ELLIPSIS)
            text = text.translate(characters)
        if '"' in text and script_of(piece.language) in _UNSPACED:
            text, is_open = _alternate_quotes(text, is_open, piece.language)
        piece.put(text)


class _Levels:
    """The quotations that are open in a run: whether the marks of each are the inner ones.

    The parser distinguishes double and single marks. A mark within its like is the other one, and
    where the outer marks of a language are single, a single mark that is in no other is an outer
    one.
    """

    def __init__(self) -> None:
        self._inner: list[bool] = []

    def settle(self, text: str, language: str) -> str:
        """A text with its placeholders of quotation marks by their level."""
        return _MARKS.sub(partial(self._settled, language), text)

    def _settled(self, language: str, match: re.Match[str]) -> str:
        mark = match[0]
        is_single = mark in QUOTES[2:]
        if mark in (QUOTES[1], QUOTES[3]):
            return QUOTES[3 if (self._inner.pop() if self._inner else is_single) else 1]
        outermost = is_single and not _has_single_outer_marks(language)
        self._inner.append(not self._inner[-1] if self._inner else outermost)
        return mark if mark == CONTINUED else QUOTES[2 if self._inner[-1] else 0]


@cache
def _has_single_outer_marks(language: str) -> bool:
    return typographic_conventions(language).quotes[0] in _SINGLE


@cache
def _replacements(language: str) -> dict[int, str]:
    own = typographic_conventions(language)
    continued = own.continued_quote or own.quotes[0]
    characters = (*own.quotes, continued, own.em_dash, own.en_dash, own.ellipsis)
    placeholders = map(ord, (*QUOTES, CONTINUED, EM, EN, ELLIPSIS))
    return dict(zip(placeholders, characters, strict=True))


def _alternate_quotes(text: str, is_open: bool, language: str) -> tuple[str, bool]:
    """Straight marks in text without spaces, where only their order shows which of them open."""
    first, *rest = text.split('"')
    quotes = typographic_conventions(language).quotes
    for part in rest:
        first += quotes[is_open] + part
        is_open = not is_open
    return first, is_open
