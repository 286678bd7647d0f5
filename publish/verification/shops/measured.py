"""An EPUB opened for its measures, each of which is read once for all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from publish.model.shop import Measure
from publish.verification.epub.reader.container import EpubContainer


class Measured(NamedTuple):
    """A value, and what of the file it is of; empty for the whole file."""

    subject: str
    value: float | str


class OpenedEpub:
    """The file at `path`, with what was measured of it."""

    def __init__(self, path: Path, container: EpubContainer) -> None:
        self.path = path
        self.container = container
        self._known: dict[Measure, list[Measured]] = {}

    def measured(
        self, measure: Measure, read: Callable[[OpenedEpub], Iterator[Measured]]
    ) -> list[Measured]:
        """The values of a measure."""
        if measure not in self._known:
            self._known[measure] = list(read(self))
        return self._known[measure]
