"""A folder with one document and what belongs to it, such as a folder that an export wrote."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from publish.importers.documents.project import Project
from publish.importers.documents.readers import one_file
from publish.importers.documents.readers.repository import is_aside, text_elsewhere
from publish.importers.documents.source_files import is_of_author

_SHORT = frozenset({".md", ".markdown", ".rst", ".org", ".html", ".htm"})  # of a README as well


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of the only document in a folder, or in those below it; None for others."""
    if not source.is_dir():
        return None
    files = [file for file in sorted(source.iterdir()) if is_of_author(file)]
    found = [file for file in files if one_file.recognise(file)]
    texts = [file for file in found if not is_aside(file)] or (found if len(found) == 1 else [])
    if len(texts) > 1:
        return None
    beside = tuple(each.suffix.lower() for each in texts if each.suffix.lower() in _SHORT)
    elsewhere = text_elsewhere(source, beside) if beside or not texts else None
    if elsewhere:
        texts = [source / elsewhere.first] if elsewhere.files == 1 else []
    read = one_file.recognise(texts[0]) if texts else None
    return partial(_read_inner, texts[0], read) if read else None


def _read_inner(document: Path, read: Callable[[Path], Project], _source: Path) -> Project:
    return read(document)
