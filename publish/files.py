"""Writes files so that a reader sees the old bytes or the new ones, never a part of either."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from publish.errors import CannotWrite


def write_whole(target: Path, content: bytes) -> None:
    """Put `content` at `target`: written beside it, synced, then moved over it (rename(2)).

    The folder is made when it is lacking. On any failure what stood at `target` stays, and no
    leftover remains; the error is `CannotWrite`.
    """
    beside: str | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), 0o644)
        Path(beside).replace(target)
        beside = None
        _sync_folder(target.parent)
    except OSError as error:
        raise CannotWrite(f"{target} cannot be written: {error.strerror}") from error
    finally:
        if beside is not None:
            with suppress(OSError):
                Path(beside).unlink()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
