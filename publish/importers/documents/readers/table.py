"""The readers of projects, and which of them reads a source."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from publish.importers.documents.project import Project
from publish.importers.documents.readers import (
    asciidoc,
    document_folder,
    epub,
    inner_folder,
    jupyterbook,
    latex,
    lone_document,
    markdown_folder,
    mdbook,
    mkdocs,
    one_file,
    quarto,
    sphinx,
    web_folder,
)

ReadProject = Callable[[Path], Project]

# Projects with a manifest, which are also found in folders of a source.
_MANIFESTS: dict[str, Callable[[Path], ReadProject | None]] = {
    "mdbook": mdbook.recognise,
    "mkdocs": mkdocs.recognise,
    "jupyterbook": jupyterbook.recognise,
    "quarto": quarto.recognise,
    "sphinx": sphinx.recognise,
}
# In the order in which they are tried; the name is that of `--from`.
READERS: dict[str, Callable[[Path], ReadProject | None]] = {
    "epub": epub.recognise,
    **_MANIFESTS,
    "asciidoc": asciidoc.recognise,
    "latex": latex.recognise,
    "document": one_file.recognise,
    "web-folder": web_folder.recognise,
    "inner-folder": partial(inner_folder.recognise, readers=_MANIFESTS),
    "document-folder": document_folder.recognise,
    "markdown-folder": markdown_folder.recognise,
    "lone-document": lone_document.recognise,
}
# What can be named: a kind of project, or the format of one file, whatever its suffix.
NAMES = tuple(dict.fromkeys([*(name for name in READERS if name != "document"), *one_file.FORMATS]))


def find_reader(source: Path, name: str | None = None) -> ReadProject | None:
    """The function that reads a source as a project, by its name or by what the source is; None if
    no reader knows it."""
    if name in one_file.FORMATS:
        return partial(one_file.read, name=name) if source.is_file() else None
    readers = READERS.values() if name is None else [READERS[name]]
    found = (recognise(source) for recognise in readers)
    return next(filter(None, found), None)
