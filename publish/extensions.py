"""Entry points: what installed packages add to the tables of formats, themes and importers.

They are looked up only where a name is not in our own table, which no package can override.
"""

from __future__ import annotations

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
    from importlib.metadata import entry_points  # slow to import, and most books need none

    return sorted(entry_points(group=group), key=lambda point: point.name)
