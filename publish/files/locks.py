"""One run at a time in a folder.

The lock is flock(2) on the folder itself: it leaves no file, and ends with its process however
that ends.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from publish.files.write_errors import as_cannot_write

# Some network file systems do not lock folders: there, nothing prevents a second run.
_NO_LOCKS = {errno.EBADF, errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}


@contextmanager
def locked(folder: Path, on_wait: Callable[[], object] | None = None) -> Iterator[None]:
    """Lock a folder; a missing one is created, and removed again if it stays empty.

    `on_wait` is called once if another run has the lock. Raises `CannotWrite`.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    handle = None
    try:
        with as_cannot_write(folder):
            handle = _open_locked(folder, on_wait)
        yield
    finally:
        for path in missing:
            with suppress(OSError):
                path.rmdir()
        if handle is not None:
            os.close(handle)


def remove_unlocked(folder: Path) -> None:
    """Remove a folder and its contents, unless a run has locked it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(handle).st_uid == os.geteuid():
                shutil.rmtree(folder)
        finally:
            os.close(handle)


def _open_locked(folder: Path, on_wait: Callable[[], object] | None) -> int:
    """A handle with the lock; the run that had it before may have removed the folder itself."""
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                _lock(handle, on_wait)
                if os.path.samestat(os.fstat(handle), folder.stat()):
                    return handle
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)


def _lock(handle: int, on_wait: Callable[[], object] | None) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if on_wait is not None:
            on_wait()
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
