"""The folders of the views by version, of which one that is being written has no number yet."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

_KEPT = 3  # a browser may still ask for the version before the one that it was told of
_UNFINISHED = ".new"


class Versions:
    """Writes the views of a book: a folder for each version, complete when it has its name."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._newest: dict[str, int] = {}
        self.newest = 0

    def add(self, view: str, fill: Callable[[Path], None]) -> None:
        """Add a version of a view, whose folder `fill` fills; the oldest is removed."""
        unfinished = self._root / view / _UNFINISHED
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        fill(unfinished)
        self.newest += 1
        self._newest[view] = self.newest
        unfinished.rename(self.folder(view))
        for old in sorted(_numbers(unfinished.parent))[:-_KEPT]:
            shutil.rmtree(unfinished.with_name(str(old)), ignore_errors=True)

    def newest_of(self, view: str) -> int:
        """The number of the newest version of a view."""
        return self._newest[view]

    def folder(self, view: str) -> Path:
        """The folder of the newest version of a view."""
        return self._root / view / str(self._newest[view])


def version_folder(root: Path, view: str, version: int) -> Path | None:
    """The folder of a view as it was at a version: the newest that is not newer."""
    numbers = [number for number in _numbers(root / view) if number <= version]
    return root / view / str(max(numbers)) if numbers else None


def _numbers(folder: Path) -> Iterator[int]:
    with suppress(FileNotFoundError):
        yield from (int(path.name) for path in folder.iterdir() if path.name.isdecimal())
