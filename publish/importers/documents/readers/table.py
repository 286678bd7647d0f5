"""The readers of projects, and which of them reads a source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from publish.importers.documents.project import Project
from publish.importers.documents.readers import epub, jupyterbook, mdbook, mkdocs, one_file, quarto

ReadProject = Callable[[Path], Project]

# In the order in which they are tried; the name is that of `--from`.
READERS: dict[str, Callable[[Path], ReadProject | None]] = {
    "epub": epub.recognise,
    "mdbook": mdbook.recognise,
    "mkdocs": mkdocs.recognise,
    "jupyterbook": jupyterbook.recognise,
    "quarto": quarto.recognise,
    "document": one_file.recognise,
}


def find_reader(source: Path) -> ReadProject | None:
    """The function that reads a source as a project; None if no reader knows it."""
    found = (recognise(source) for recognise in READERS.values())
    return next(filter(None, found), None)
