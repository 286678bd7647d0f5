"""Results that are computed once for a finished file, whichever checks need them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Self, TypeVar

_Result = TypeVar("_Result")


class PerFileMemo:
    """A finished file that stores the results of functions of it."""

    @cached_property
    def _results(self) -> dict[Callable[[Any], Any], Any]:
        return {}

    def forget(self) -> None:
        """Forget all that was read and computed: results that refer to the file would keep it."""
        vars(self).clear()

    def memo(self, function: Callable[[Self], _Result]) -> _Result:
        """The result of a function of this file, which is called on first use."""
        if function not in self._results:
            self._results[function] = function(self)
        result: _Result = self._results[function]
        return result
