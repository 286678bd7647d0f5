"""Guesses at what somebody meant: the known word that is nearest to the one that was written.

A guess that is far off leads astray, so there is one only within a small distance: of the letters
of the longer word at most a quarter, and never more than three, are missing, wrong or superfluous.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

_SHARE, _MOST = 4, 3  # one letter in so many may differ, and so many at most
_LONGEST = 100  # characters of a word that somebody has mistyped; the comparison takes their square
# Suffixes of files that can be used in place of each other.
_KINDS = (
    ".svg .png .jpg .jpeg .jpe .jfif .webp .gif .tif .tiff .bmp .pdf .eps .emf .wmf".split(),
    ".md .markdown .mkd .mdown .txt .rmd .qmd".split(),
    ".bib .bibtex .json".split(),
)
_NUMBER = re.compile(r"\d+")


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """A hint with the closest of the candidates, or None if none is close."""
    near = closest(word, candidates)
    return f"did you mean `{near}`?" if near else None


def did_you_mean_file(name: str, files: Iterable[str]) -> str | None:
    """A hint with the file that has nearly this name and is of the same kind, wherever it is."""
    kind = _kind(name)
    same = (each for each in files if _kind(each) == kind)
    near = closest(name, same, lambda path: PurePosixPath(path).stem)
    return f"did you mean `{near}`?" if near else None


def _kind(name: str) -> str:
    """What a file is used as: an image, a text, or else its suffix."""
    suffix = PurePosixPath(name).suffix.lower()
    return next((kind[0] for kind in _KINDS if suffix in kind), suffix)


def closest(word: str, candidates: Iterable[str], key: Callable[[str], str] = str) -> str | None:
    """The candidate at the smallest distance from a word, None if none is close.

    The `key` of each is compared, and decides before the whole. Another number is never a slip:
    `figure-2` is not close to `figure-3`.
    """

    def rank(other: str) -> tuple[int, int, str]:
        return _distance(_plain(key(word)), _plain(key(other))), _distance(word, other), other

    near = [each for each in candidates if each != word and _is_close(key(word), key(each))]
    return min(near, key=rank, default=None)


def _is_close(word: str, other: str) -> bool:
    allowed = min(max(_letters(word), _letters(other)) // _SHARE, _MOST)
    if len(word) > _LONGEST or abs(len(word) - len(other)) > allowed:
        return False
    near = _distance(_plain(word), _plain(other)) <= allowed
    return near and _numbers(word) == _numbers(other)


def _letters(word: str) -> int:
    return sum(map(str.isalnum, word))


def _numbers(word: str) -> list[int]:
    return [int(digits) for digits in _NUMBER.findall(word)]


def _distance(one: str, other: str) -> int:
    """The letters that are missing, wrong, superfluous or exchanged with the next."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, each in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != each))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == each:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


def _plain(word: str) -> str:
    """A word without case, as composed characters, with one kind of hyphen."""
    return unicodedata.normalize("NFC", word).casefold().replace("_", "-")
