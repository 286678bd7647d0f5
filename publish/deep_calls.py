"""Room for calls that go deep.

CPython keeps the frames of calls in chunks of 16 kB, and gives a chunk back to the system with the
last frame in it. A function that is called often from the end of a chunk asks the system for memory
each time; parsing, rendering and layout go deep enough to meet such ends, in loops. A chunk is at
least as large as its first frame, and as a power of two: so what is called by a frame of a little
over half a megabyte has the other half in the same chunk, which is more than calls may go deep.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

_SLOTS = 2**16  # of eight bytes, none of which is written to


def _call(function: Callable[..., Any], *arguments: Any) -> Any:
    return function(*arguments)


call_with_room = FunctionType(_call.__code__.replace(co_stacksize=_SLOTS), globals())
"""Call a function so that nothing it calls is at the end of a chunk."""
