"""Sorting by the rules of a language, through ICU (UTS 10 with the tailorings of CLDR).

ICU is imported when something is sorted: most books have nothing to sort.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache


@cache
def sort_key(language: str) -> Callable[[str], bytes]:
    """A key that sorts as a reader of the language looks things up; digits sort by their value."""
    import icu

    collator = icu.Collator.createInstance(icu.Locale.forLanguageTag(language))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return lambda text: bytes(collator.getSortKey(text))


@cache
def initial(language: str) -> Callable[[str], str]:
    """The letter under which a language files a word: Ä under A in German."""
    import icu

    index = icu.AlphabeticIndex(icu.Locale.forLanguageTag(language))
    labels = [str(label) for label, _ in index]

    def of(text: str) -> str:
        found = index.getBucketIndex(text)
        return labels[found] if 0 <= found < len(labels) else "…"

    return of
