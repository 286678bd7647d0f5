"""Temporary folders: each lives as long as a block, or until the next run removes it."""

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
    """`as_cannot_write` for a block that works in a temporary folder."""
    return as_cannot_write("temporary files", hint=TEMPORARY_HINT)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """An empty temporary folder (under `TMPDIR`), removed afterwards.

    Those of killed runs are removed first. Raises `CannotWrite`, also for errors of the system in
    the block.
    """
    with as_cannot_write_temporary():
        for leftover in sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")):
            remove_unlocked(leftover)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        try:
            with locked(folder):
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
