"""Sorting by the rules of a language with ICU (UTS 10 with the tailorings of CLDR).

ICU is imported only for words that are not in the cache: most books have nothing to sort, and most
changes leave the index as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import msgspec

from publish.cache import Cache, digest, toolchain

_KIND = "collation"


class CollationKey(msgspec.Struct, frozen=True):
    """The sort key of a word, and the index letter that it is listed under."""

    key: bytes
    letter: str


_DECODER = msgspec.msgpack.Decoder(dict[str, CollationKey])


def collate(language: str, words: Iterable[str]) -> dict[str, CollationKey]:
    """The collation keys of words in a language; results are cached.

    The toolchain in the cache key includes the version of PyICU, whose wheel contains ICU.
    """
    terms = sorted(set(words))
    store, key = Cache.default(), digest(toolchain(), language, *terms)
    entry = store.load(_KIND, key)
    if entry is not None:
        return _DECODER.decode(entry)
    sort, letter = sort_key(language), _letter(language)
    keys = {word: CollationKey(sort(word), letter(word)) for word in terms}
    store.store(_KIND, key, msgspec.msgpack.encode(keys))
    return keys


@cache
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
