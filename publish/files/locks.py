"""One run at a time in a folder.

The lock is flock(2) on the folder itself: it leaves no file behind, and ends with its process
however that ends.
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

# Some network file systems lock no folders: there, nobody is kept out.
_NO_LOCKS = {errno.EBADF, errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}


@contextmanager
def locked(folder: Path, on_wait: Callable[[], object] | None = None) -> Iterator[None]:
    """Hold a folder, which is made when it is lacking and goes again if it stays empty.

    `on_wait` is called once if another run holds it. Raises `CannotWrite`.
    """
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    handle = None
    try:
        with as_cannot_write(folder):
            handle = _take(folder, on_wait)
        yield
    finally:
        for path in made:
            with suppress(OSError):
                path.rmdir()
        if handle is not None:
            os.close(handle)


def remove_unlocked(folder: Path) -> None:
    """Remove a folder with all that is in it, unless a run holds it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(handle).st_uid == os.geteuid():
                shutil.rmtree(folder)
        finally:
            os.close(handle)


def _take(folder: Path, on_wait: Callable[[], object] | None) -> int:
    """A handle that holds the folder; its last holder may have taken the folder itself away."""
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                _wait(handle, on_wait)
                if os.path.samestat(os.fstat(handle), folder.stat()):
                    return handle
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)


def _wait(handle: int, on_wait: Callable[[], object] | None) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if on_wait is not None:
            on_wait()
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
