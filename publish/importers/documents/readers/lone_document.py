"""A folder with one document and what belongs to it, such as a folder that an export wrote."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from publish.importers.documents.project import Project
from publish.importers.documents.readers import one_file
from publish.importers.documents.source_files import is_of_author


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of the only document in a folder; None for others."""
    files = filter(is_of_author, sorted(source.iterdir())) if source.is_dir() else ()
    found = [(file, read) for file in files if (read := one_file.recognise(file))]
    return partial(_read_inner, *found[0]) if len(found) == 1 else None


def _read_inner(document: Path, read: Callable[[Path], Project], _source: Path) -> Project:
    return read(document)
