"""Texts in the folder of a project that its contents do not name and that no text includes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import SourceDocument
from publish.importers.documents.source_files import file_below

_INCLUSION = re.compile(r"^.*(?:include|template|child *=|--8<--).*$", re.M)
_NAME = re.compile(r"[\w.-]+\.\w+")
_NOTEBOOK = ".ipynb"  # which includes none, and may have much output
_NOT_OF_AUTHORS = "._"  # what the names of files begin with that are settings or made by programs
_OF_PROGRAMS = frozenset({"node_modules", "venv"})


def note_unlisted(
    folder: Path, documents: Iterable[SourceDocument], suffixes: Collection[str], ledger: Ledger
) -> None:
    """Count the texts of a folder that are not among the documents of its book, whose paths are in
    that folder."""
    listed = {file_below(folder, each.path) for top in documents for each in top.walk()}
    texts = list(_texts(folder, suffixes))
    included = {name for file in texts if file.suffix != _NOTEBOOK for name in _included_by(file)}
    for file in texts:
        if file.resolve() not in listed and file.name not in included:
            ledger.add(LossKind.UNLISTED, file.relative_to(folder).as_posix(), "")


def _texts(folder: Path, suffixes: Collection[str]) -> Iterator[Path]:
    for file in sorted(folder.iterdir()):
        if file.is_symlink() or file.name[0] in _NOT_OF_AUTHORS or file.name in _OF_PROGRAMS:
            continue
        if file.is_dir():
            yield from _texts(file, suffixes)
        elif file.suffix in suffixes:
            yield file


def _included_by(file: Path) -> Iterator[str]:
    """The names of files in the lines of a text that include something."""
    for line in _INCLUSION.findall(file.read_text("utf-8", "replace")):
        yield from _NAME.findall(line)
