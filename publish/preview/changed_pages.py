"""Changed pages of the print edition, which a copy of this process has before all others."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Self

import msgspec

from publish.outputs.pdf.early_pages import EarlyPages


class Found(msgspec.Struct, frozen=True):
    """A PDF of changed pages, of which the first is page `first` of the book."""

    first: int
    path: Path


class ChangedPages:
    """A pipe through which a copy of this process tells what it has found of one text."""

    def __init__(self, folder: Path, memory: Path) -> None:
        self._folder, self._memory = folder, memory
        self._found = 0

    def __enter__(self) -> Self:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self._reading, self._writing = os.pipe()
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._reading)
        os.close(self._writing)

    def fileno(self) -> int:
        """The handle that becomes readable when there is one to `take`."""
        return self._reading

    def watch(self, shown: Path | None) -> tuple[Path | None, EarlyPages]:
        """The PDF of the text before, if one is `shown`, and what finds the pages that differ.

        It is a link of its own, since versions with changed pages push out the one that is shown.
        """
        before = None
        if shown:
            before = self._folder / "before.pdf"
            before.hardlink_to(shown)
        return before, EarlyPages(self._memory, before, self.tell)

    def take(self) -> Found:
        """The next pages that were found; waits for them."""
        line = b""
        while not line.endswith(b"\n"):
            line += os.read(self._reading, 1)
        first, name = line.decode().split()
        return Found(int(first), self._folder / name)

    def tell(self, first: int, content: bytes) -> None:
        """Hand over a PDF, of which the first page is page `first` of the book."""
        self._found += 1
        name = f"{self._found}.pdf"
        (self._folder / name).write_bytes(content)
        os.write(self._writing, f"{first} {name}\n".encode())
