"""The tests of `if` and `else-if` (CSL 1.0.2, “Choose”)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from publish.csl.context import Scope
from publish.csl.numbers import is_numeric
from publish.csl.style import Node

_POSITIONS = {
    "first": frozenset({"first"}),
    "subsequent": frozenset({"subsequent", "ibid", "ibid-with-locator"}),
    "ibid": frozenset({"ibid", "ibid-with-locator"}),
    "ibid-with-locator": frozenset({"ibid-with-locator"}),
}


def holds(branch: Node, scope: Scope) -> bool:
    """Whether a branch is taken: all its tests must hold, or any or none of them, as it says."""
    results = list(_results(branch, scope))
    match = branch.get("match", "all")
    if match == "any":
        return any(results)
    return not any(results) if match == "none" else all(results)


def _results(branch: Node, scope: Scope) -> Iterator[bool]:
    for name, test in _TESTS.items():
        for value in branch.get(name).split():
            yield test(value, scope)


def _is_numeric(variable: str, scope: Scope) -> bool:
    return is_numeric(scope.text(variable))


def _is_uncertain(variable: str, scope: Scope) -> bool:
    date = scope.reference.dates.get(variable)
    return date is not None and date.circa


def _is_position(position: str, scope: Scope) -> bool:
    if scope.in_bibliography:
        return False
    if position == "near-note":
        return scope.cite.near
    if position == "far-note":
        return scope.cite.position != "first" and not scope.cite.near
    return scope.cite.position in _POSITIONS.get(position, frozenset())


def _is_locator(label: str, scope: Scope) -> bool:
    own = scope.cite.label.replace(" ", "-") or "page"
    return bool(scope.cite.locator) and own == label


_TESTS: dict[str, Callable[[str, Scope], bool]] = {
    "disambiguate": lambda _, scope: scope.distinction.condition,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _is_locator,
    "position": _is_position,
    "type": lambda kind, scope: scope.reference.type == kind,
    "variable": lambda variable, scope: scope.has(variable),
}
