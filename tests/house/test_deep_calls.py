"""Calls with room, however deep they are: none takes memory from the system each time."""

from __future__ import annotations

from resource import RUSAGE_SELF, getrusage
from types import FunctionType

import pytest

from publish.deep_calls import call_with_room

_CALLS = 50
_DEPTHS = range(400)


def faults_at(depth: int) -> int:
    """How many pages the system maps for calls of a function from so many calls deep."""
    if depth:
        return faults_at(depth - 1)
    before = getrusage(RUSAGE_SELF).ru_minflt
    for _ in range(_CALLS):
        _wide()
    return getrusage(RUSAGE_SELF).ru_minflt - before


def _nothing() -> None:
    """A frame."""


_wide = FunctionType(_nothing.__code__.replace(co_stacksize=200), {})  # no end is too far away


def depths_that_ask_for_memory() -> list[int]:
    return [depth for depth in _DEPTHS if faults_at(depth) >= _CALLS]


def test_no_call_asks_the_system_for_memory() -> None:
    assert call_with_room(depths_that_ask_for_memory) == []


def test_calls_without_room_do() -> None:
    """As long as this holds, the room is needed."""
    assert depths_that_ask_for_memory()


def test_a_call_returns_and_raises() -> None:
    assert call_with_room(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        call_with_room(divmod, 1, 0)
