"""Folders that stand in their place whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publish.files.atomic import sync_folder
from publish.files.locks import locked
from publish.files.write_errors import as_cannot_write

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD: paths are taken from the current folder
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EXDEV}


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A hidden folder beside `target` to fill; it becomes `target` when the block ends well.

    A folder that stood there is replaced. Otherwise nothing changes: raises `CannotWrite`, also for
    what the system refuses in the block.
    """
    with locked(target.parent), as_cannot_write(target):
        recover_folder(target)
        fresh, previous = _beside(target, "new"), _beside(target, "previous")
        _clear(fresh, previous)
        try:
            fresh.mkdir()
            yield fresh
            fresh.chmod(0o755)
            sync_folder(fresh)
            _swap(fresh, target, previous)
        finally:
            _clear(fresh, previous)


def recover_folder(target: Path) -> None:
    """Bring back a folder that a run killed between two renames had set aside."""
    previous = _beside(target, "previous")
    if previous.is_dir() and not target.exists():
        previous.rename(target)


def _beside(target: Path, word: str) -> Path:
    return target.with_name(f".{target.name}.{word}")


def _clear(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _swap(fresh: Path, target: Path, previous: Path) -> None:
    """Put `fresh` in the place of `target`; the old folder ends up as `fresh` or `previous`."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        fresh.replace(target)
        _settle(target, fresh, had_none=True)
    elif not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    elif exchange(fresh, target):
        _settle(target, fresh, had_none=False)
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


def _settle(target: Path, fresh: Path, *, had_none: bool) -> None:
    """Have the new name on the disk; if the disk will not, everything is as it was before."""
    try:
        sync_folder(target.parent)
    except BaseException:
        if had_none:
            target.rename(fresh)
        else:
            exchange(fresh, target)
        raise


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step (Linux); False where the system has no such step."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    paths = _HERE, os.fsencode(one), _HERE, os.fsencode(other)
    if library.renameat2(*paths, _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number))
