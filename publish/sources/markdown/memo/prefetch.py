"""Texts that are parsed before their turn, on all cores, once several have proved to be new.

The spine is walked in one order, in which identifiers and messages are assigned. Parsing takes most
of the time, and the parsing of one text needs no other text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import dropwhile, pairwise
from typing import Self

from publish.processes import ForkedTask

UpcomingText = tuple[str, str]  # a file of the spine, and the language in the manifest
ParseTexts = Callable[[Sequence[UpcomingText]], dict[str, bytes]]  # encoded results by cache key

_MISSES = 3  # after which most texts will be new: a book that was edited has one or two
_LEAST = 4  # texts of one process; fewer are parsed in the time that its start takes
# The share of this process beside one of each other: it loads the parser first, and goes on with
# what it parsed while they are still at work.
_OWN_SHARE = 0.45


class Prefetch:
    """The texts of a spine in order, and the results of those that were parsed in advance.

    A context: what is parsed when it ends is not needed any more.
    """

    def __init__(self, upcoming: Iterable[UpcomingText] = (), processes: int = 1) -> None:
        self._processes = processes
        self.upcoming = upcoming
        self.first: ForkedTask[None] | None = None  # parses the first new text
        self._misses = 0
        self._results: dict[str, bytes] = {}
        self._running: list[ForkedTask[dict[str, bytes]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for task in self._running:
            task.__exit__()

    @property
    def has_results(self) -> bool:
        """Whether any text was parsed in advance."""
        return bool(self._results)

    def take(self, key: str) -> bytes | None:
        """The result with that key, which is then removed."""
        return self._results.pop(key, None)

    def collect(self) -> bool:
        """Wait for the texts that other processes parse; False if there are none."""
        has_waited = bool(self._running)
        while self._running:
            self._results.update(self._running[0].result())
            del self._running[0]
        return has_waited

    def note_cache_miss(self, file: str, parse_texts: ParseTexts) -> None:
        """Count a file that is new: the first may be parsed already; at the third, parse all texts
        from it on, the first of them in this process."""
        self._misses += 1
        if self.first is not None and self._misses == 1:
            self.first.result()
        if self._misses != _MISSES:
            return
        languages: dict[str, str] = {}
        for name, language in dropwhile(lambda each: each[0] != file, self.upcoming):
            languages.setdefault(name, language)
        if len(languages) >= 2 * _LEAST:
            own, *others = _shares(list(languages.items()), self._processes)
            self._running = [ForkedTask(partial(parse_texts, share)) for share in others]
            self._results.update(parse_texts(own))


def _shares(texts: Sequence[UpcomingText], processes: int) -> list[Sequence[UpcomingText]]:
    """The texts of each process in their order; none has fewer than are worth it."""
    others = max(min(processes, len(texts) // _LEAST), 1) - 1
    own = round(len(texts) * _OWN_SHARE / (others + _OWN_SHARE))
    left = len(texts) - own
    bounds = [0, *(own + left * share // max(others, 1) for share in range(others + 1))]
    return [texts[start:end] for start, end in pairwise(bounds)]
