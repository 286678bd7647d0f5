"""The files that a manifest lists, changed in its text, so that all else in it stays as it is."""

from __future__ import annotations

import re
from pathlib import Path


class Spine:
    """The manifest of a book; `unplaced` are the files whose place must be written by hand."""

    def __init__(self, folder: Path, text: str) -> None:
        """`text` is that of the manifest in the folder."""
        self.text = text
        self.unplaced: list[str] = []
        self._folder = folder
        self._removed: dict[str, str] = {}

    def _name(self, file: Path) -> str:
        return file.relative_to(self._folder).as_posix()

    def _entry(self, file: Path) -> re.Match[str] | None:
        """The entry of a file in the lists of the structure: its name, or a table with it."""
        quoted = rf'"{re.escape(self._name(file))}"'
        start = self.text.find("[structure]")
        pattern = re.compile(rf"(?:\{{[^{{}}\[\]]*{quoted}[^{{}}\[\]]*\}}|{quoted})")
        return pattern.search(self.text, max(start, 0))

    def remove(self, file: Path) -> None:
        """Take out the entry of a file, which `insert` puts elsewhere."""
        match = self._entry(file)
        if match is None:
            self.unplaced.append(self._name(file))
            return
        self._removed[self._name(file)] = match[0]
        before, after = self.text[: match.start()], self.text[match.end() :]
        if rest := re.match(r"\s*,[ \t]*(?:\n[ \t]*)?", after):
            after = after[rest.end() :]
        else:
            before = re.sub(r",\s*$", "", before)
        self.text = before + after

    def insert(self, file: Path, before: Path | None, after: Path | None) -> None:
        """Put a file behind the one before it, or before the one after it."""
        name = self._name(file)
        entry = self._removed.pop(name, f'"{name}"')
        if before is not None and (match := self._entry(before)):
            self._put(match.end(), f", {entry}")
        elif after is not None and (match := self._entry(after)):
            self._put(match.start(), f"{entry}, ")
        else:
            self.unplaced.append(name)

    def _put(self, at: int, words: str) -> None:
        self.text = self.text[:at] + words + self.text[at:]
