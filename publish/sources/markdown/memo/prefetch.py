"""Texts that are parsed before their turn, on all cores, once several have proved to be new.

The spine is walked in one order, in which identifiers and messages are assigned. Parsing takes most
of the time, and the parsing of one text needs no other text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import dropwhile

from publish.processes import ForkedTask, map_in_processes

UpcomingText = tuple[str, str]  # a file of the spine, and the language in the manifest
ParseTexts = Callable[[Sequence[UpcomingText]], dict[str, bytes]]  # encoded results by cache key

_MISSES = 3  # after which most texts will be new: a book that was edited has one or two
_LEAST = 4  # texts of one process; fewer are parsed in the time that its start takes


class Prefetch:
    """The texts of a spine in order, and the results of those that were parsed in advance."""

    def __init__(self, upcoming: Iterable[UpcomingText] = (), processes: int = 1) -> None:
        self._processes = processes
        self.upcoming = upcoming
        self.first: ForkedTask[None] | None = None  # parses the first new text
        self._misses = 0
        self._results: dict[str, bytes] = {}

    @property
    def has_results(self) -> bool:
        """Whether any text was parsed in advance."""
        return bool(self._results)

    def take(self, key: str) -> bytes | None:
        """The result with that key, which is then removed."""
        return self._results.pop(key, None)

    def note_cache_miss(self, file: str, parse_texts: ParseTexts) -> None:
        """Count a file that is new: the first may be parsed already; at the third, parse all texts
        from it on."""
        self._misses += 1
        if self.first is not None and self._misses == 1:
            self.first.result()
        if self._misses != _MISSES:
            return
        languages: dict[str, str] = {}
        for name, language in dropwhile(lambda each: each[0] != file, self.upcoming):
            languages.setdefault(name, language)
        if len(languages) >= 2 * _LEAST:
            texts = list(languages.items())
            for results in map_in_processes(parse_texts, texts, _LEAST, self._processes):
                self._results.update(results)
