"""The conditions of `if` and `else-if` (CSL 1.0.2, “Choose”)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from publish.csl.context import RenderContext
from publish.csl.numbers import is_numeric
from publish.csl.style import StyleNode

_POSITIONS = {
    "first": frozenset({"first"}),
    "subsequent": frozenset({"subsequent", "ibid", "ibid-with-locator"}),
    "ibid": frozenset({"ibid", "ibid-with-locator"}),
    "ibid-with-locator": frozenset({"ibid-with-locator"}),
}


def branch_applies(branch: StyleNode, context: RenderContext) -> bool:
    """Whether a branch is taken: all, any or none of its conditions must be met, by its `match`."""
    results = list(_results(branch, context))
    match = branch.get("match", "all")
    if match == "any":
        return any(results)
    return not any(results) if match == "none" else all(results)


def _results(branch: StyleNode, context: RenderContext) -> Iterator[bool]:
    for name, test in _TESTS.items():
        for value in branch.get(name).split():
            yield test(value, context)


def _is_numeric(variable: str, context: RenderContext) -> bool:
    return is_numeric(context.text(variable))


def _is_uncertain(variable: str, context: RenderContext) -> bool:
    date = context.reference.dates.get(variable)
    return date is not None and date.circa


def _is_position(position: str, context: RenderContext) -> bool:
    if context.in_bibliography:
        return False
    if position == "near-note":
        return context.cite.near
    if position == "far-note":
        return context.cite.position != "first" and not context.cite.near
    return context.cite.position in _POSITIONS.get(position, frozenset())


def _is_locator(label: str, context: RenderContext) -> bool:
    own = context.cite.label.replace(" ", "-") or "page"
    return bool(context.cite.locator) and own == label


_TESTS: dict[str, Callable[[str, RenderContext], bool]] = {
    "disambiguate": lambda _, context: context.disambiguation.condition,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _is_locator,
    "position": _is_position,
    "type": lambda kind, context: context.reference.type == kind,
    "variable": lambda variable, context: context.has(variable),
}

CONDITIONS = frozenset(_TESTS)  # the attributes of `if` and `else-if` that are tests
