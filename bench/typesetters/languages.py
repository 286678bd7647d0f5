"""Prose in languages of which the corpus has no book, from sentences written for it.

`sentences/` has forty of them for each language, one a line. Shuffled by a seed they make
paragraphs enough for a dozen pages, in which each sentence begins at another place of its line.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from bench.typesetters.text import Prose

_FOLDER = Path(__file__).parent / "sentences"
_ROUNDS = 5  # in which each sentence is set once
_LENGTHS = range(3, 8)  # sentences of a paragraph


def languages() -> list[str]:
    """The tags of the languages, in order."""
    return sorted(path.stem for path in _FOLDER.glob("*.txt"))


def sentences(language: str) -> list[str]:
    """The sentences of a language."""
    return (_FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()


def prose_in(language: str) -> Prose:
    """About three thousand words in a language."""
    rng, written = random.Random(language), sentences(language)
    shuffled = [each for _ in range(_ROUNDS) for each in rng.sample(written, len(written))]
    return Prose(language, language, tuple(_paragraphs(shuffled, rng)))


def _paragraphs(shuffled: list[str], rng: random.Random) -> Iterator[str]:
    while shuffled:
        count = rng.choice(_LENGTHS)
        yield " ".join(shuffled[:count])
        shuffled = shuffled[count:]
