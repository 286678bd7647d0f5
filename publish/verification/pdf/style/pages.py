"""The kinds of pages that `@page` rules describe: size, and the area that text may fill."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from publish.verification.pdf.reader.runs import Box
from publish.verification.pdf.style.rules import Declaration, Sheet, Unclear, rules_of
from publish.verification.pdf.style.values import SIDES, NotFixed, edges, page_size, points

LEFT, RIGHT = ":left", ":right"
_SELECTOR = re.compile(r"([\w-]*)((?::[\w-]+(?:\([^()]*\))?)*)")
_CONDITION = re.compile(r":[\w-]+(?:\([^()]*\))?")
_SHORTHANDS = ("margin", "padding")
_DEFAULT_MARGIN = 56.25  # points: what the engine takes where no rule sets one
# What changes the area besides.
_OTHERS = re.compile(r"border.*|(min-|max-)?(width|height)|(margin|padding)-(inline|block).*")
_NO_CHANGE = frozenset({"0", "none", "auto"})

_Value = TypeVar("_Value")
_Winners = Mapping[str, Declaration]


class PageKind(NamedTuple):
    """Pages of one size and side whose text may fill one area; lengths are points."""

    side: str
    width: float
    height: float
    area: Box


class _PageRule(NamedTuple):
    name: str
    conditions: frozenset[str]
    declarations: Sequence[Declaration]

    @property
    def weight(self) -> tuple[int, int, int]:
        """Its specificity (CSS Paged Media 3, 4.6)."""
        sides = self.conditions & {LEFT, RIGHT}
        return bool(self.name), len(self.conditions - sides), len(sides)


def page_kinds(sheets: Sequence[Sheet]) -> list[PageKind]:
    """Every kind of page on either side, always in the same order; raises `Unclear`."""
    rules = list(_page_rules(sheets))
    names = dict.fromkeys(["", *(rule.name for rule in rules)])
    conditions: set[str] = {""}.union(*(rule.conditions for rule in rules))
    return [
        _kind(side, _winners(rules, name, {side, condition}))
        for name in names
        for condition in sorted(conditions - {LEFT, RIGHT})
        for side in (LEFT, RIGHT)
    ]


def _page_rules(sheets: Sequence[Sheet]) -> Iterator[_PageRule]:
    for rule in rules_of(sheets, "page"):
        for selector in rule.prelude.split(","):
            if match := _SELECTOR.fullmatch(selector.strip()):
                conditions = frozenset(_CONDITION.findall(match[2]))
                yield _PageRule(match[1], conditions, rule.declarations)


def _winners(rules: Sequence[_PageRule], name: str, conditions: set[str]) -> _Winners:
    """The declarations that hold for a kind of page, by property."""
    matching = [
        (declaration.important, rule.weight, declaration)
        for rule in rules
        if rule.name in ("", name) and rule.conditions <= conditions
        for declaration in rule.declarations
    ]
    ordered = sorted(matching, key=lambda each: each[:2])
    return {part: each for *_, each in ordered for part in _properties(each.name)}


def _properties(name: str) -> list[str]:
    """The properties that a shorthand sets."""
    return [f"{name}-{side}" for side in SIDES] if name in _SHORTHANDS else [name]


def _kind(side: str, winners: _Winners) -> PageKind:
    for name, declaration in winners.items():
        if _OTHERS.fullmatch(name) and not set(declaration.value.split()) <= _NO_CHANGE:
            raise Unclear(declaration, "@page")
    width, height = _computed(winners, "size", page_size, page_size(()))
    margins = _edges(winners, "margin", (width, height), _DEFAULT_MARGIN)
    paddings = _edges(winners, "padding", (width, height), 0)
    top, right, bottom, left = map(sum, zip(margins, paddings, strict=True))
    return PageKind(side, width, height, (left, bottom, width - right, height - top))


def _edges(
    winners: _Winners, name: str, size: tuple[float, float], default: float
) -> Iterator[float]:
    """The margins or paddings at the four sides; percentages are of the length along."""
    width, height = size
    for index, side in enumerate(SIDES):
        whole = width if side in ("left", "right") else height

        def compute(tokens: Sequence[Any], index: int = index, whole: float = whole) -> float:
            return points(edges(tokens)[index], whole)

        yield _computed(winners, f"{name}-{side}", compute, default)


def _computed(
    winners: _Winners, name: str, compute: Callable[[Sequence[Any]], _Value], default: _Value
) -> _Value:
    if (declaration := winners.get(name)) is None:
        return default
    try:
        return compute(declaration.tokens)
    except NotFixed:
        raise Unclear(declaration, "@page") from None
