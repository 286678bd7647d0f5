"""Files in passing: a folder that lives as long as a block, or until the next run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from publish.files.locks import locked, remove_if_free
from publish.files.write_errors import writing

_PREFIX = "publish-temporary_folder-"
PASSING_HINT = "free space, or set TMPDIR to another folder"


def in_passing() -> AbstractContextManager[None]:
    """For a block that works in such a folder: what the system refuses there is `CannotWrite`."""
    return writing("a folder for files in passing", hint=PASSING_HINT)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """An empty folder where the system keeps such things (`TMPDIR`), gone afterwards.

    Those that killed runs left there are cleared first. Raises `CannotWrite`, also for what the
    system refuses in the block.
    """
    with in_passing():
        for left in sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")):
            remove_if_free(left)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        try:
            with locked(folder):
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
