"""The lines of the manuscript, for messages of later stages."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from publish.diagnostics import Location, Report
from publish.sources.files.book_files import read_book_file


def manuscript_lines(folder: Path) -> Callable[[str], Sequence[str]]:
    """A function that reads the lines of a book's file, given its path in locations.

    A file that cannot be read, or that a book may not read, has no lines.
    """

    @cache
    def lines(path: str) -> Sequence[str]:
        content = read_book_file(folder, os.path.relpath(path, folder), Location(path), Report())
        return [] if content is None else content.decode("utf-8", "replace").splitlines()

    return lines
