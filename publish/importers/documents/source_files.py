"""Reads files of a project; nothing outside its folder, and nothing larger than the limit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


class UnreadableSource(Exception):
    """A source that cannot be read as what it is; the message completes "cannot be read: …"."""


LARGEST = 256_000_000  # bytes of one file


def files_below(folder: Path) -> Callable[[str], bytes | None]:
    """A function that gives the bytes of a file in a folder by its path there, or None."""
    root = folder.resolve()

    def read(path: str) -> bytes | None:
        file = (root / path).resolve()
        if not file.is_relative_to(root) or not file.is_file() or file.stat().st_size > LARGEST:
            return None
        return file.read_bytes()

    return read


def read_text(file: Path) -> str:
    """A text of the project in UTF-8. Raises `UnreadableSource` for another encoding."""
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"`{file.name}` is not UTF-8: {error.reason}") from error
