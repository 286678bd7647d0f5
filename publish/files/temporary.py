"""Files in passing: a folder that lives as long as a block, or until the next run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from publish.files.locks import locked, remove_unlocked
from publish.files.write_errors import as_cannot_write

_PREFIX = "publish-scratch-"
TEMPORARY_HINT = "free space, or set TMPDIR to another folder"


def as_cannot_write_temporary() -> AbstractContextManager[None]:
    """For a block that works in such a folder: what the system refuses there is `CannotWrite`."""
    return as_cannot_write("a folder for files in passing", hint=TEMPORARY_HINT)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """An empty folder where the system keeps such things (`TMPDIR`), gone afterwards.

    Those that killed runs left there are cleared first. Raises `CannotWrite`, also for what the
    system refuses in the block.
    """
    with as_cannot_write_temporary():
        for left in sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")):
            remove_unlocked(left)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        try:
            with locked(folder):
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
