"""Opens the files of a book: nothing else reads what a manuscript names.

A name must lead to a regular file inside the book's folder once all links are resolved. A pipe, a
device, a folder or a path to the outside is refused before a byte is read.
"""

from __future__ import annotations

import os
import posixpath
import stat
from pathlib import Path

from publish.config import limits
from publish.diagnostics import Location, Report
from publish.guesses import did_you_mean_file
from publish.model.composition import composed
from publish.sources.files.snapshot import record_read


def read_book_file(folder: Path, name: str, place: Location, report: Report) -> bytes | None:
    """The bytes of a file of the book, or None with a diagnostic at `place`."""
    actual = name_on_disk(folder, name)
    path = _resolve(folder, actual, place, report)
    if path is None:
        return None
    try:
        # Without O_NONBLOCK, opening a pipe would wait for a writer for ever.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                report.add("RES-002", f"`{name}` is not a regular file", place)
                return None
            if status.st_size > limits.FILE_BYTES:
                report.add("RES-003", f"`{name}` is larger than {limits.FILE_BYTES:,} bytes", place)
                return None
            record_read(folder, actual, status)
            return file.read()
    except FileNotFoundError:
        report.add("RES-001", f"there is no file `{name}`", place, hint=_nearest(folder, name))
    except OSError as error:
        report.add("RES-002", f"`{name}` cannot be read: {error.strerror}", place)
    return None


def name_on_disk(folder: Path, name: str) -> str:
    """The name of a file in a folder, whose letters may be decomposed there."""
    if name.isascii() or os.path.lexists(folder / name):
        return name
    found = ""
    for part in name.split("/"):
        found = posixpath.join(found, _entry(folder / found, part))
    return found


def _entry(folder: Path, name: str) -> str:
    """The entry of a folder that has a name when composed, or else the name."""
    names = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    return next((each for each in names if composed(each) == name), name)


def _resolve(folder: Path, name: str, place: Location, report: Report) -> Path | None:
    if "\0" in name or not name:
        report.add("RES-004", "a file name is empty or contains a NUL character", place)
        return None
    try:
        path = (folder / name).resolve()
    except (OSError, RuntimeError):
        report.add("RES-002", f"`{name}` is a loop of links", place)
        return None
    goes_up = posixpath.normpath(name).split("/")[0] == ".."
    if goes_up or Path(name).is_absolute() or not path.is_relative_to(folder.resolve()):
        hint = "a book reads only files of its own folder"
        report.add("RES-004", f"`{name}` is outside the book's folder", place, hint=hint)
        return None
    return path


def _nearest(folder: Path, name: str) -> str:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return did_you_mean_file(name, names) or "write its path as it is in the folder of the book"
