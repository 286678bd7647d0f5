"""Folders that are replaced completely or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publish.files.atomic import sync_folder
from publish.files.exchange import exchange
from publish.files.locks import locked
from publish.files.write_errors import as_cannot_write


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A hidden folder next to `target` to fill; it becomes `target` when the block succeeds.

    An existing folder is replaced. On failure nothing changes: raises `CannotWrite`, also for
    errors of the system in the block.
    """
    with locked(target.parent), as_cannot_write(target):
        recover_folder(target)
        fresh, previous = _sibling(target, "new"), _sibling(target, "previous")
        _remove(fresh, previous)
        try:
            fresh.mkdir()
            yield fresh
            fresh.chmod(0o755)
            sync_folder(fresh)
            _swap(fresh, target, previous)
        finally:
            _remove(fresh, previous)


def recover_folder(target: Path) -> None:
    """Restore a folder that a killed run had renamed and not yet replaced."""
    previous = _sibling(target, "previous")
    if previous.is_dir() and not target.exists():
        previous.rename(target)


def _sibling(target: Path, word: str) -> Path:
    return target.with_name(f".{target.name}.{word}")


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _swap(fresh: Path, target: Path, previous: Path) -> None:
    """Rename `fresh` to `target`; the old folder ends up as `fresh` or `previous`."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        fresh.replace(target)
        _sync_swap(target, fresh, was_absent=True)
    elif not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    elif exchange(fresh, target):
        _sync_swap(target, fresh, was_absent=False)
    else:
        target.rename(previous)
        try:
            fresh.rename(target)
            sync_folder(target.parent)
        except BaseException:
            if target.exists():
                target.rename(fresh)
            previous.rename(target)
            raise


def _sync_swap(target: Path, fresh: Path, *, was_absent: bool) -> None:
    """Flush the new name to the disk; undo the swap if that fails."""
    try:
        sync_folder(target.parent)
    except BaseException:
        if was_absent:
            target.rename(fresh)
        else:
            exchange(fresh, target)
        raise
