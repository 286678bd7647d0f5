"""Texts that are shaped before their turn, on all cores, as soon as several have proved to be new.

The book is walked in one order, by which identifiers and messages are given out; only the shaping
of a text, which takes most of the time, needs no other text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import dropwhile

from publish.processes import map_in_processes

Coming = tuple[str, str]  # a file of the spine, and the language that the manifest gives it

_SEVERAL = 3  # new texts, behind which most will be new: a book that was edited has one or two
_LEAST = 4  # texts; to shape fewer takes no longer than to begin a process


class Ahead:
    """The texts of a spine in order, and those of them that were shaped before their turn."""

    def __init__(self, coming: Iterable[Coming] = ()) -> None:
        self._coming = coming
        self._missed = 0
        self._made: dict[str, bytes] = {}

    def take(self, key: str) -> bytes | None:
        """What was made of the text with that key; it is asked for once."""
        return self._made.pop(key, None)

    def missed(self, file: str, work: Callable[[Sequence[Coming]], dict[str, bytes]]) -> None:
        """Note that a file is new; at the third, have all from it on shaped by `work`, by key."""
        self._missed += 1
        if self._missed != _SEVERAL:
            return
        first: dict[str, str] = {}
        for name, language in dropwhile(lambda each: each[0] != file, self._coming):
            first.setdefault(name, language)
        if len(first) >= 2 * _LEAST:
            for made in map_in_processes(work, list(first.items()), _LEAST):
                self._made.update(made)
