"""Reads files of a project; nothing outside its folder, and nothing larger than the limit."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

from publish.diagnostics import Location


class UnreadableSource(Exception):
    """A source that cannot be read as what it is; the message completes "cannot be read: …".

    `path` and `line` are the place in it, where that is known.
    """

    def __init__(self, why: str, path: str = "", line: int = 0) -> None:
        super().__init__(why)
        self.path = path
        self.line = line

    def place(self, source: Path) -> Location:
        """The place in a source, or the source itself."""
        is_inside = self.path and source.is_dir()
        return Location(str(source / self.path if is_inside else source), self.line)


LARGEST = 256_000_000  # bytes of one file
OUR_REPORTS = ("export-report.md", "import-report.md", "import-review.md")  # on a book


def is_of_author(file: Path) -> bool:
    """Whether a file is not hidden, the lock of a program (`~$a.docx`) or a report of ours."""
    is_theirs = file.name[0] not in ".~_" and file.name not in OUR_REPORTS
    return is_theirs and file.is_file() and not file.is_symlink()


def file_below(folder: Path, path: str) -> Path | None:
    """A file in a folder by its path there; None if it is missing, outside or too large."""
    root = folder.resolve()
    file = (root / path).resolve()
    if not path.isascii() and not file.exists():
        file = _same_name(file).resolve()
    is_usable = file.is_relative_to(root) and file.is_file() and file.stat().st_size <= LARGEST
    return file if is_usable else None


def _same_name(file: Path) -> Path:
    """The file whose name has the same letters, composed or not; the file itself without one."""
    name = unicodedata.normalize("NFC", file.name)
    others = file.parent.iterdir() if file.parent.is_dir() else ()
    return next((f for f in others if unicodedata.normalize("NFC", f.name) == name), file)


def folder_below(folder: Path, path: str) -> Path | None:
    """A folder in a folder by its path there; None if there is none or it is outside."""
    root = folder.resolve()
    inner = (root / path).resolve()
    return inner if inner.is_relative_to(root) and inner.is_dir() else None


def files_below(folder: Path) -> Callable[[str], bytes | None]:
    """A function that gives the bytes of a file in a folder by its path there, or None."""

    def read(path: str) -> bytes | None:
        file = file_below(folder, path)
        return None if file is None else file.read_bytes()

    return read


def read_text(file: Path) -> str:
    """A text of the project in UTF-8. Raises `UnreadableSource` for another encoding."""
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"`{file.name}` is not UTF-8: {error.reason}") from error
