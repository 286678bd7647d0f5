"""Makes Python believe in another clock, another number of cores, another order of listings.

Put on PYTHONPATH by a variation, so that the children of a build believe it too.
"""

from __future__ import annotations

import os
import time
from typing import Any

if moment := os.environ.get("ELSEWHERE_CLOCK"):
    _seconds = float(moment)
    _gmtime, _localtime = time.gmtime, time.localtime
    time.time = lambda: _seconds
    time.time_ns = lambda: int(_seconds * 1e9)
    time.gmtime = lambda at=None: _gmtime(_seconds if at is None else at)
    time.localtime = lambda at=None: _localtime(_seconds if at is None else at)

if cores := os.environ.get("ELSEWHERE_CORES"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(cores)])

if os.environ.get("ELSEWHERE_ORDER"):
    _listdir, _scandir = os.listdir, os.scandir

    class _Reversed:
        """What `os.scandir` gives, backwards."""

        def __init__(self, *where: Any) -> None:
            with _scandir(*where) as entries:
                self._entries = list(entries)[::-1]

        def __iter__(self) -> _Reversed:
            return self

        def __next__(self) -> Any:
            if not self._entries:
                raise StopIteration
            return self._entries.pop(0)

        def __enter__(self) -> _Reversed:
            return self

        def __exit__(self, *_: object) -> None:
            self.close()

        def close(self) -> None:
            self._entries = []

    os.listdir = lambda *where: _listdir(*where)[::-1]  # type: ignore[assignment]
    os.scandir = _Reversed  # type: ignore[assignment]
