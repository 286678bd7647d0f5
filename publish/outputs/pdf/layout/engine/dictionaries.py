"""Hyphenation dictionaries, parsed once on a machine and cached.

To parse one in Python takes a tenth of the layout of a chapter.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pyphen

from publish.cache import Cache, Memo


class _DictionaryInputs(msgspec.Struct, frozen=True):
    source: bytes
    pyphen: str


# Each pattern with the offset and the values of its letters.
_Patterns = dict[str, tuple[int, tuple[int, ...]]]
_DICTIONARIES = Memo("hyphenation", _DictionaryInputs, _Patterns, any_toolchain=True)


def keep_dictionaries(cache: Cache) -> None:
    """Have every dictionary that is read from now on taken from the cache, where it is there.

    One with spellings that change at a hyphen is parsed each time: these are no numbers.
    """

    class Kept(pyphen.HyphDict):  # type: ignore[misc]
        def __init__(self, path: Path) -> None:
            inputs = _DictionaryInputs(path.read_bytes(), pyphen.__version__)
            slot = _DICTIONARIES.at(cache, inputs)
            if patterns := slot.load():
                self.patterns = patterns
                self.cache: dict[str, list[int]] = {}
                self.maxlen = max(map(len, patterns))
                return
            super().__init__(path)
            if all(type(value) is int for _, values in self.patterns.values() for value in values):
                slot.store(self.patterns)

    pyphen.HyphDict = Kept
