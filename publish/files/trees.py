"""Folders of very many files, of which mostly few have changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from publish.files.folders import new_folder


class _Unchanged(Exception):
    """Nothing is to be written."""


def replace_tree(
    target: Path,
    files: Iterable[tuple[str, bytes]],
    approve: Callable[[Path], None] = lambda _: None,
) -> bool:
    """Replace a folder by one with these files, by name; False if it had exactly them before.

    Those with the bytes that they had are the same files as before. `approve` gets the new folder
    before it is in place. Raises `CannotWrite`.
    """
    with suppress(_Unchanged), new_folder(target) as stage:
        names, kept = set[str](), list[str]()
        for name, content in files:
            names.add(name)
            if _has(target / name, content):
                kept.append(name)
            else:
                _write(stage / name, content)
        for name in kept:
            _keep(target / name, stage / name)
        approve(stage)
        if len(kept) == len(names) and _names(target) == names:
            raise _Unchanged
        os.sync()  # one call for all files: one for each would take a thousand times as long
        return True
    return False


def _has(path: Path, content: bytes) -> bool:
    with suppress(OSError):
        return path.read_bytes() == content
    return False


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        os.fchmod(file.fileno(), 0o644)


def _keep(before: Path, path: Path) -> None:
    """Give a file of before a name in the new folder; a copy where links are not supported."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(before, path, follow_symlinks=False)
    except OSError:
        _write(path, before.read_bytes())


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
