"""Prose from a seed, by a small grammar with the word lengths of English."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

SHORTEST, LONGEST = 7, 40  # words of a sentence
_TITLE = range(2, 6)  # words of a title
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeio]|un)", re.I)


@cache
def _grammar() -> dict[str, Sequence[str]]:
    """The replacements of each name in braces; a list of words is split at its spaces."""
    table = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    rules: dict[str, Sequence[str]] = dict(table.pop("grammar"))
    return rules | {name: words.split() for name, words in table.items()}


class Prose:
    """A source of text, which depends only on its seed."""

    def __init__(self, seed: str) -> None:
        self.rng = random.Random(seed)

    def word(self, kind: str) -> str:
        """A word of a list of the vocabulary, as “nouns”."""
        return self.rng.choice(_grammar()[kind])

    def sentence(self) -> str:
        """A sentence of 7 to 40 words."""
        return self._within("sentence", range(SHORTEST, LONGEST + 1)) + "."

    def title(self) -> str:
        """A title of 2 to 5 words, in mixed case."""
        return self._within("title", _TITLE)

    def sentences(self, fewest: int, most: int) -> list[str]:
        """The sentences of a paragraph, between `fewest` and `most`."""
        return [self.sentence() for _ in range(self.rng.randint(fewest, most))]

    def _within(self, rule: str, words: range) -> str:
        while True:
            text = _BEFORE_VOWEL.sub(r"\1n ", self._expand(rule))
            if len(text.split()) in words:
                return text[0].upper() + text[1:]

    def _expand(self, rule: str) -> str:
        """A rule with its placeholders expanded; a capitalised name is expanded with a capital."""
        chosen = self.rng.choice(_grammar()[rule.lower()])
        text = _PLACEHOLDER.sub(lambda match: self._expand(match[1]), chosen)
        return text[0].upper() + text[1:] if rule[0].isupper() else text
