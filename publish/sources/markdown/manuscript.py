"""What the reading of one text may ask of the book around it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publish.config.text import decode
from publish.diagnostics import Location, Report
from publish.sources.gate import read_inside


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The book that a text belongs to, and the edition that it is read for.

    `conditions` are the words that `only` and `except` are held against: the edition's name and
    format. `variables` are the values that `{{name}}` stands for. `cites` tells whether the book
    has a bibliography, so that `@key` is a citation.
    """

    folder: Path
    language: str
    report: Report
    conditions: frozenset[str] = frozenset()
    variables: Mapping[str, str] = field(default_factory=dict)
    cites: bool = False

    def name(self, written: str, file: str) -> str:
        """A name as the manuscript's `file` writes it, from the book's folder."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(file), written))

    def path(self, file: str) -> str:
        """A file of the book as messages name it."""
        return str(self.folder / file)

    def text(self, name: str, place: Location) -> str | None:
        """The text of a file of the book, or None with a diagnostic at `place`."""
        content = read_inside(self.folder, name, place, self.report)
        if content is None:
            return None
        return decode(content, self.path(name), self.report, code="TXT-001")
