"""The index of the search, as the script of the pages reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any


def read_rows(folder: Path) -> list[list[str]]:
    """What results show of each book, in the order of their numbers."""
    return [row for part in _parts(folder, "books") for row in part]


def read_index(folder: Path, wanted: Container[str]) -> dict[str, set[int]]:
    """The numbers of the books that have each wanted word."""
    return {
        word: set(_numbers(steps))
        for shard in _parts(folder, "words")
        for word, steps in shard.items()
        if word in wanted
    }


def _parts(folder: Path, kind: str) -> Iterator[Any]:
    found = sorted(folder.glob(f"{kind}-*.js"), key=lambda path: int(path.stem.rpartition("-")[2]))
    for path in found:
        yield json.loads(path.read_text("utf-8").partition(",")[2].rstrip()[:-1])


def _numbers(steps: str) -> list[int]:
    numbers, code = [], 0
    for step in steps.split():
        code += int(step, 36)
        numbers.append(code // 4)
    return numbers


def plain_words(title: str) -> list[str]:
    """The words of a title that need no other spelling to be found."""
    return re.findall(r"(?<![^\W_])[a-z0-9]+(?![^\W_])", title.lower()) if title.isascii() else []
