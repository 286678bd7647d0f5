"""A folder in which a project lies deeper: a repository with the book in `docs` or `book`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from publish.importers.documents.project import Project

ReadProject = Callable[[Path], Project]
Recognise = Callable[[Path], ReadProject | None]

_DEEPEST = 2  # folders down
_OTHERS = frozenset({"node_modules", "test", "tests", "example", "examples", "vendor", "themes"})
_MOST_FOLDERS = 400


def recognise(source: Path, readers: Mapping[str, Recognise]) -> ReadProject | None:
    """The reader of the only project with a manifest that lies in a folder, by the nearest ones.

    Of several none is read: which of them is the book, only an author knows.
    """
    folders = [source] if source.is_dir() else []
    for _ in range(_DEEPEST):
        folders = [inner for folder in folders for inner in _inner(folder)][:_MOST_FOLDERS]
        found = [(folder, read) for folder in folders if (read := _reader(folder, readers))]
        if found:
            return partial(_read_inner, *found[0]) if len(found) == 1 else None
    return None


def _reader(folder: Path, readers: Mapping[str, Recognise]) -> ReadProject | None:
    return next(filter(None, (recognise(folder) for recognise in readers.values())), None)


def _read_inner(folder: Path, read: ReadProject, _source: Path) -> Project:
    return read(folder)


def _inner(folder: Path) -> Iterator[Path]:
    for each in sorted(folder.iterdir()):
        is_other = each.name[0] in "._" or each.name.lower() in _OTHERS
        if each.is_dir() and not each.is_symlink() and not is_other:
            yield each
