"""Entry points: what installed packages add to the tables of formats, themes and importers.

They are looked up only where a name is not in our own table, which no package can override.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

OUTPUTS = "publish.outputs"  # each a `publish.model.formats.Format`
THEMES = "publish.themes"  # each a package whose folder has a `theme.toml`
IMPORTERS = "publish.importers"  # each a `publish.importers.table.Importer`
VALIDATORS = "publish.validators"  # each a `publish.verification.validators.runner.Validator`


@lru_cache(maxsize=8)
def extensions(group: str) -> dict[str, Any]:
    """The objects that installed packages declare in a group, by name in order."""
    return {point.name: point.load() for point in _entry_points(group)}


@lru_cache(maxsize=8)
def extension_folders(group: str) -> dict[str, Path]:
    """The folders of the packages that are declared in a group, which are not imported."""
    from importlib.util import find_spec

    folders: dict[str, Path] = {}
    for point in _entry_points(group):
        spec = find_spec(point.value)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            folders.setdefault(point.name, Path(folder))
    return folders


def _entry_points(group: str) -> list[EntryPoint]:
    if not any(_may_declare(folder, f"[{group}]".encode()) for folder in sys.path):
        return []
    from importlib.metadata import entry_points  # slow, and nearly nobody has any

    return sorted(entry_points(group=group), key=lambda point: point.name)


def _may_declare(folder: str, section: bytes) -> bool:
    """Whether the metadata of a package in a folder has a section of entry points."""
    try:
        with os.scandir(folder or ".") as entries:
            names = [entry.name for entry in entries if entry.name.endswith("-info")]
    except NotADirectoryError:  # packages in an archive
        return True
    except OSError:
        return False
    return any(section in _declarations(Path(folder, name)) for name in names)


def _declarations(metadata: Path) -> bytes:
    try:
        return (metadata / "entry_points.txt").read_bytes()
    except OSError:  # most have none
        return b""
