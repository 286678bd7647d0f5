"""Sorting by the rules of a language with ICU (UTS 10 with the tailorings of CLDR).

ICU is imported only for words that are not in the cache: most books have nothing to sort, and most
changes leave the index as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

import msgspec

from publish.cache import Cache, Memo


class CollationKey(msgspec.Struct, frozen=True):
    """The sort key of a word, and the index letter that it is listed under."""

    key: bytes
    letter: str


class _CollationInputs(msgspec.Struct, frozen=True):
    language: str
    terms: list[str]


_COLLATIONS = Memo("collation", _CollationInputs, dict[str, CollationKey])


def collate(language: str, words: Iterable[str], cache: Cache) -> dict[str, CollationKey]:
    """The collation keys of words in a language; results are cached.

    The toolchain in the cache key includes the version of PyICU, whose wheel contains ICU.
    """
    terms = sorted(set(words))

    def sort() -> dict[str, CollationKey]:
        key, letter = sort_key(language), _letter(language)
        return {word: CollationKey(key(word), letter(word)) for word in terms}

    return _COLLATIONS.get(cache, _CollationInputs(language, terms), sort)


@lru_cache
def sort_key(language: str) -> Callable[[str], bytes]:
    """A function from a text to its sort key in a language; numbers sort by value."""
    import icu

    collator = icu.Collator.createInstance(icu.Locale.forLanguageTag(language))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return lambda text: bytes(collator.getSortKey(text))


def _letter(language: str) -> Callable[[str], str]:
    """A function from a word to its index letter: Ä is listed under A in German."""
    import icu

    index = icu.AlphabeticIndex(icu.Locale.forLanguageTag(language))
    labels = [str(label) for label, _ in index]

    def letter_of(text: str) -> str:
        bucket = index.getBucketIndex(text)
        return labels[bucket] if 0 <= bucket < len(labels) else "…"

    return letter_of
