"""The names of divisions and the numbers in words of many languages, from `divisions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

# A higher rank never contains a lower one; a division may contain another of its rank.
VOLUME, PART, CHAPTER, SECTION, ARTICLE = range(5)
_RANK_KEYS = {
    "volume": VOLUME, "part": PART, "chapter": CHAPTER, "section": SECTION, "article": ARTICLE,
}  # fmt: skip
_CLASSIFIERS = ("zh", "ja", "ko")  # the numeral is inside: 第三章, 제3장


@cache
def _languages() -> Mapping[str, Mapping[str, str]]:
    source = Path(__file__).with_name("divisions.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def language_codes() -> tuple[str, ...]:
    """The languages of the table whose numbers may be words with letters."""
    return tuple(code for code in _languages() if code not in _CLASSIFIERS)


@cache
def ranks() -> Mapping[str, int]:
    """The rank of each name of a division, in lower case, and of `§`."""
    named: dict[str, int] = {"§": ARTICLE}
    for table in _languages().values():
        for key, rank in _RANK_KEYS.items():
            for name in table.get(key, "").split():
                named.setdefault(name, rank)
    return named


@cache
def names_before() -> str:
    """A pattern of the names that are before their number."""
    tables = (table for code, table in _languages().items() if code not in _CLASSIFIERS)
    return _alternatives(
        name for t in tables for key in _RANK_KEYS for name in t.get(key, "").split()
    )


@cache
def names_after() -> str:
    """A pattern of the names that are after their number."""
    return _alternatives(
        n for table in _languages().values() for n in table.get("last", "").split()
    )


@cache
def classifiers() -> str:
    """A pattern of the Chinese, Japanese and Korean names."""
    tables = [_languages()[code] for code in _CLASSIFIERS]
    return _alternatives(
        name for t in tables for key in _RANK_KEYS for name in t.get(key, "").split()
    )


@cache
def cardinal_words() -> Mapping[str, int]:
    """The numbers that are spelled out as cardinals."""
    return {
        word: i
        for table in _languages().values()
        for i, word in enumerate(table.get("cardinals", "").split(), 1)
    }


@cache
def ordinal_words() -> Mapping[str, int]:
    """The numbers that are spelled out as ordinals, with all their endings."""
    words: dict[str, int] = {}
    for table in _languages().values():
        endings = re.split(" ", table["stem"]) if "stem" in table else [""]
        for i, stem in enumerate(table.get("ordinals", "").split(), 1):
            words.update((stem + ending, i) for ending in endings)
        more = (pair.split("=") for pair in table.get("more", "").split())
        words.update((word, int(value)) for word, value in more)
    return words


@cache
def ordinal_suffixes() -> str:
    """A pattern of the ends of ordinals in digits."""
    return _alternatives(s for t in _languages().values() for s in t.get("suffixes", "").split())


@cache
def unit_names() -> str:
    """A pattern of the words that make the number before them a measure."""
    return _words("units")


@cache
def counted_names() -> str:
    """A pattern of the words that make the ordinal before them an edition or a century."""
    return _words("counted")


@cache
def inner_names() -> frozenset[str]:
    """The names of what is counted inside a text, in lower case: steps, tables, figures."""
    return frozenset(name for t in _languages().values() for name in t.get("inner", "").split())


@cache
def appendix_names() -> frozenset[str]:
    """The names of divisions that have a count of their own after the chapters."""
    tables = _languages().values()
    return frozenset(name for t in tables for name in t.get("appendix", "").split())


def _words(key: str) -> str:
    words = (word for table in _languages().values() for word in table.get(key, "").split())
    return _alternatives(words).replace("\\~", r"\s+").replace("~", r"\s+")


@cache
def puts_number_first(name: str) -> bool:
    """Whether the label of a division has its number first and a stop: "3. Kapitel"."""
    codes = ("de", "cs")
    return any(name in _languages()[code].get("last", "").split() for code in codes)


def _alternatives(words: Iterator[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))
