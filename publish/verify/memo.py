"""What is read of a finished file once, whichever surfaces ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Self, TypeVar

_Read = TypeVar("_Read")


class Once:
    """A finished file that keeps what functions read of it."""

    @cached_property
    def _read(self) -> dict[Callable[[Any], Any], Any]:
        return {}

    def once(self, read: Callable[[Self], _Read]) -> _Read:
        """What a function reads of this file; it is called at the first time."""
        if read not in self._read:
            self._read[read] = read(self)
        found: _Read = self._read[read]
        return found
