"""Facts that changed: what the manifest says, and what products claim, with the reasons.

A product claims what its pages show. So a claim has its reason among the other changes: a picture
that lost its alternative text, the last formula, a key of the manifest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from publish.releases.changes.phrases import fact_words, item_words
from publish.releases.changes.result import FactChange, ItemChange
from publish.releases.text import PICTURE, BookText

_WORDS = "words"
_APPEARANCE = (
    "editions.{}.theme", "editions.{}.trim", "editions.{}.sides", "editions.{}.style",
    "editions.{}.variables", "variables.",
)  # fmt: skip
# What a fact follows from, by how its name begins: pictures, words, counts, keys of the manifest.
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "accessMode visual": (PICTURE,),
    "accessModeSufficient": (PICTURE,),
    "accessibilityFeature alternativeText": (PICTURE,),
    "accessibilityFeature MathML": ("formulas",),
    "accessibilityFeature index": ("indexes",),
    "accessibilityFeature page": ("editions.{}.page-list",),
    "accessibilityHazard": ("accessibility.hazards",),
    "accessibilitySummary": (
        PICTURE,
        "formulas",
        "indexes",
        "editions.{}.page-list",
        "accessibility.",
    ),
    "conformsTo": (PICTURE, "accessibility.", "editions.{}.standard"),
    "certif": (PICTURE, "accessibility."),
    "pages": (_WORDS, "numbering.", "notes.", *_APPEARANCE),
    "words": (),
    "": _APPEARANCE,
}


def changed_facts(
    old: BookText, new: BookText, items: Sequence[ItemChange]
) -> tuple[FactChange, ...]:
    """The facts that both texts tell and that differ; those of the book first."""
    stated = list(_differences("", old.facts, new.facts)) if old.facts and new.facts else []
    causes = [
        *((PICTURE, words) for words in _few(map(item_words, filter(_is_told, items)))),
        *((name, f"{name}: {before} → {now}") for name, before, now in _counts(old, new)),
        *((each.fact, each.fact) for each in stated),
    ]
    editions = [name for name in old.measured if name in new.measured]
    measured = (
        _with_reasons(
            each, [*causes, *((one.fact, fact_words(one)) for one in rows if one.fact == _WORDS)]
        )
        for name in editions
        for rows in [list(_differences(name, old.measured[name], new.measured[name]))]
        for each in rows
    )
    return (*stated, *measured)


def _counts(old: BookText, new: BookText) -> Iterator[tuple[str, int, int]]:
    for name, now in new.counts.items():
        if now != (before := old.counts.get(name, 0)):
            yield name, before, now


def _differences(
    edition: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[FactChange]:
    for fact in dict.fromkeys((*new, *old)):
        before, after = old.get(fact, ""), new.get(fact, "")
        if before != after:
            yield FactChange(fact, edition, before, after)


def _with_reasons(change: FactChange, causes: Sequence[tuple[str, str]]) -> FactChange:
    sources = next(each for name, each in _SOURCES.items() if change.fact.startswith(name))
    beginnings = tuple(each.format(change.edition) for each in sources)
    why = tuple(words for cause, words in causes if cause.startswith(beginnings))
    return replace(change, why=why)


def _few(phrases: Iterable[str]) -> list[str]:
    """The first three, and how many there are more."""
    every = list(phrases)
    more = len(every) - 3
    return [*every[:3], *([f"and {more} more pictures"] if more > 0 else [])]


def _is_told(change: ItemChange) -> bool:
    """Whether a change is one of the texts of the pictures in the book."""
    return change.kind == PICTURE and not {"added", "removed", "reworded"}.isdisjoint(change.what)
