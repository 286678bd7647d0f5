"""The words of a text, in the form in which a page, an e-book and a manuscript agree on them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_WIDE = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_INSIDE = "\x02\u00ad\u200c\u200d\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
# PDFium gives \x02 for the hyphen of a divided word. A Chinese or Japanese character is a word;
# elsewhere letters and digits with their marks.
_WORD = re.compile(f"[{_WIDE}]|[^\\W_{_WIDE}](?:[^\\W_{_WIDE}]|[{_INSIDE}])*")
_DROPPED = re.compile(f"[{_INSIDE}]")


class SpannedWord(NamedTuple):
    """A word, and where it is in its text."""

    word: str
    start: int
    end: int


def spanned_words(text: str) -> Iterator[SpannedWord]:
    """The words of a text with their places."""
    for match in _WORD.finditer(text):
        yield SpannedWord(plain(match[0]), match.start(), match.end())


def words_of(text: str) -> list[str]:
    """The words of a text."""
    return [plain(word) for word in _WORD.findall(text)]


def plain(word: str) -> str:
    """A word without case, ligatures and marks, in which editions and sources may differ."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return _DROPPED.sub("", unicodedata.normalize("NFKD", word)).casefold()
