"""Files that are copied and renamed one by one, and are on the disk when the call returns."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from publish.files.atomic import sync_folder

_CHUNK = 1024 * 1024


def copy_synced(source: Path, target: Path) -> None:
    """Copy a file, over one that is there, and sync it; everybody may read the copy."""
    with source.open("rb") as content, target.open("wb") as file:
        shutil.copyfileobj(content, file, _CHUNK)
        file.flush()
        os.fchmod(file.fileno(), 0o644)
        os.fsync(file.fileno())


def rename_synced(source: Path, target: Path) -> None:
    """Rename a file, over one that is there (rename(2)), and sync the folder."""
    source.replace(target)
    sync_folder(target.parent)
