"""Sorting by the rules of a language, through ICU (UTS 10 with the tailorings of CLDR).

ICU is imported when something is sorted that was not sorted before: most books have nothing to
sort, and most changes leave the index what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import msgspec

from publish.cache import Cache, digest, toolchain

_KIND = "collation"


class CollationKey(msgspec.Struct, frozen=True):
    """Where a language files a word: `key` sorts, `letter` is what it stands under."""

    key: bytes
    letter: str


_DECODER = msgspec.msgpack.Decoder(dict[str, CollationKey])


def collate(language: str, words: Iterable[str]) -> dict[str, CollationKey]:
    """Where a language files each of those words; what was asked before is kept.

    The toolchain's part of the key holds the version of PyICU, whose wheel brings ICU with it.
    """
    listed = sorted(set(words))
    store, key = Cache.default(), digest(toolchain(), language, *listed)
    known = store.load(_KIND, key)
    if known is not None:
        return _DECODER.decode(known)
    sort, letter = sort_key(language), _letter(language)
    found = {word: CollationKey(sort(word), letter(word)) for word in listed}
    store.store(_KIND, key, msgspec.msgpack.encode(found))
    return found


@cache
def sort_key(language: str) -> Callable[[str], bytes]:
    """A key that sorts as a reader of the language looks things up; digits sort by their value."""
    import icu

    collator = icu.Collator.createInstance(icu.Locale.forLanguageTag(language))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return lambda text: bytes(collator.getSortKey(text))


def _letter(language: str) -> Callable[[str], str]:
    """The letter under which a language files a word: Ä under A in German."""
    import icu

    index = icu.AlphabeticIndex(icu.Locale.forLanguageTag(language))
    labels = [str(label) for label, _ in index]

    def of(text: str) -> str:
        found = index.getBucketIndex(text)
        return labels[found] if 0 <= found < len(labels) else "…"

    return of
