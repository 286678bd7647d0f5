"""Folders with a record of what was written into them, by which the work of others is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from publish.files.checksums import parse_checksum_lines, sha256_of_file


def read_record(folder: Path, record: str) -> dict[str, str] | None:
    """The hashes by name in the record of a folder; None if it has none."""
    try:
        return parse_checksum_lines((folder / record).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def changed_files(
    folder: Path,
    record: str,
    hashes: Mapping[str, str],
    may_differ: Callable[[Path], bool] = lambda _: False,
) -> Iterator[str]:
    """The names of files and folders that are not as recorded: changed, or added."""
    folders = {parent.as_posix() for name in hashes for parent in Path(name).parents}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == record or may_differ(path) or (path.is_dir() and name in folders):
            continue
        if hashes.get(name) != sha256_of_file(path):
            yield name


def is_free(folder: Path) -> bool:
    """Whether nothing is there, or an empty folder."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
