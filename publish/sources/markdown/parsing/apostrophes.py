"""Straight marks whose meaning shows in the words beside them.

The pairing of quotation marks would take an apostrophe at the head of a word for an opening mark,
and a mark between two letters for an apostrophe, though in some languages an ending or particle
follows a quotation without a space, and in others there are no spaces. In Arabic and Hebrew a
quotation follows a short word without a space, and in Hebrew the marks are letters' own as well.
"""

from __future__ import annotations

import functools
import re

from markdown_it.rules_core import StateCore

from publish.sources.markdown.parsing.placeholders import QUOTES

APOSTROPHE = "’"

# Words that are always written with an apostrophe at their head, whatever the language.
_ENGLISH = (
    "tis tisn twas twasn twere tweren twill twould twouldn til tween em neath gainst cept nother "
    "nuff scuse specially kay fraid tude possum gator bout im ere ello ell ouse"
)
_DUTCH = "s t n k m r ns"
_GERMAN = "ne nen nem ner nes rein raus rauf rum runter rüber nauf naus nunter"
_ITALIAN = "sta sto sti ste ndrangheta ndrina l na nu"
# Words that a quotation may begin with as well: apostrophes where no closing mark follows.
_EITHER = "cause cos coz round way mid burbs hood sup till un nd"
_CLOSES_LATER = r"(?![^'\n]*[^\s'sS]'(?!\w))"

_HEAD = (
    r"(?<!\w)'(?="
    rf"(?:{'|'.join(' '.join((_ENGLISH, _DUTCH, _GERMAN, _ITALIAN)).split())})(?![\w'])"
    rf"|(?:{'|'.join(_EITHER.split())})(?![\w']){_CLOSES_LATER}"
    r"|\d\d(?:s|er|ern|ers)(?!\w)"  # the '90s, die '68er
    rf"|\d\d(?!\w){_CLOSES_LATER})"  # the summer of '69
)
_BOTH_SIDES = r"'(n|an|en|un)'(?=\W|$)"  # rock 'n' roll
_WIDE = "[\u1100-\u11ff\u2e80-\ud7a3\uf900-\ufaff\uff01-\uff60]"  # text without spaces, and Hangul
# What is between two marks neither begins as what follows a quotation nor ends before one.
_INSIDE = r"(?=[^\s,.;:!?)\]}}])([^{0}\n]*[^\s{0}(\[{{¿¡])"
_SINGLE, _DOUBLE = _INSIDE.format("'"), _INSIDE.format('"')
_ARABIC, _HEBREW = "\u0620-\u064a\u066e-\u06d3", "\u05d0-\u05ea"
_SHORT = "[\u05d1\u05d4\u05d5\u05db\u05dc\u05de\u05e9]"  # the letters of such Hebrew words
_AFTER_SHORT = "|".join(rf"(?<=(?<!\w){_SHORT * count})" for count in (1, 2, 3))
_GERESH = (
    ('"', rf'(?<=[{_HEBREW}])"(?=[{_HEBREW}](?!\w))', "״"),  # an abbreviation
    (
        '"',
        rf'(?:{_AFTER_SHORT})"(?=[{_HEBREW}]{{2}}){_DOUBLE}"(?!\w)',
        rf"{QUOTES[0]}\1{QUOTES[1]}",
    ),
    ('"', rf'(?<=[{_HEBREW}])"(?=[{_HEBREW}])', "״"),
    ("'", rf"(?<=[{_HEBREW}])'(?=[{_HEBREW}])", "׳"),
)
_ATTACHED = (
    ("'", rf"(?<![a-z\d])'{_SINGLE}'(?={_WIDE})", *QUOTES[2:]),
    ("'", rf"(?<={_WIDE})'{_SINGLE}'(?!\w)", *QUOTES[2:]),
    ('"', rf'(?<!\w)"{_DOUBLE}"(?=\w)', *QUOTES[:2]),
    ('"', rf'(?<=[{_ARABIC}])"(?=[{_ARABIC}]){_DOUBLE}"(?!\w)', *QUOTES[:2]),
)


def mark_apostrophes(state: StateCore) -> None:
    """Put apostrophes at the head of words, and the marks of quotations that touch a word."""
    for block in state.tokens:
        if "'" not in block.content and '"' not in block.content:
            continue
        for token in block.children or ():
            if token.type == "text" and ("'" in token.content or '"' in token.content):
                token.content = _marked(token.content)


def _marked(text: str) -> str:
    if not text.isascii():
        for mark, expression, replacement in _GERESH:
            if mark in text:
                text = _compiled(expression).sub(replacement, text)
    if "'" in text:
        text = _compiled(_BOTH_SIDES).sub(rf"{APOSTROPHE}\1{APOSTROPHE}", text)
        text = _compiled(_HEAD).sub(APOSTROPHE, text)
    for mark, expression, opening, closing in _ATTACHED:
        if mark in text:
            text = _compiled(expression).sub(rf"{opening}\1{closing}", text)
    return text


@functools.cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compiled when a text has such a mark, since that takes longer than to read most texts."""
    return re.compile(expression, re.I)
