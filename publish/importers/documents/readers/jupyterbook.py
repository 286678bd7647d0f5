"""Books of Jupyter Book (`_toc.yml`) and of MyST (`myst.yml`).

https://jupyterbook.org/v1/structure/toc.html, https://mystmd.org/guide/table-of-contents
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from publish.importers.documents.dialects import myst as dialect
from publish.importers.documents.dialects.html_blocks import keep_html_blocks
from publish.importers.documents.dialects.macros import macro_definitions
from publish.importers.documents.dialects.sites import with_sites
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.dates import date_of
from publish.importers.documents.readers.notebooks import read_notebook
from publish.importers.documents.readers.unlisted import note_unlisted
from publish.importers.documents.readers.yaml_files import (
    names,
    read_settings,
    shown_head,
    split_head,
    words,
)
from publish.importers.documents.source_files import file_below, files_below, read_text
from publish.model.roles import Matter, Role

_FORMAT = (
    "markdown+lists_without_preceding_blankline-blank_before_header-blank_before_blockquote"
    "-fancy_lists-example_lists-implicit_figures+alerts+gfm_auto_identifiers"
)
_SUFFIXES = ("", ".md", ".ipynb", ".myst")


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a folder with `_toc.yml` or `myst.yml`; None for others."""
    if source.is_dir() and any((source / name).is_file() for name in ("_toc.yml", "myst.yml")):
        return read
    return None


def read(source: Path) -> Project:
    """The project in a folder of Jupyter Book or MyST."""
    ledger = Ledger()
    contents = read_settings(source / "_toc.yml")
    project = read_settings(source / "myst.yml").get("project") or {}
    settings = {**read_settings(source / "_config.yml"), **project}
    documents = list(_contents(contents or {"chapters": project.get("toc") or ()}))
    sphinx = settings.get("parse") or {}
    values = settings.get("substitutions") or sphinx.get("myst_substitutions") or {}
    macros = settings.get("math") or {}
    reading = _Reading(source, ledger, values, _sites(settings), macros)
    for document in (each for top in documents for each in top.walk() if each.path):
        reading.read(document)
    note_unlisted(source, documents, _SUFFIXES[1:], ledger)
    listed = settings.get("bibtex_bibfiles") or settings.get("bibliography") or []
    return Project(
        name=source.name,
        documents=documents,
        read_file=reading.read_file,
        title=words(settings.get("title")),
        subtitle=words(settings.get("subtitle")),
        authors=names(settings.get("author") or settings.get("authors")),
        language=words(settings.get("language")),
        date=date_of(settings.get("date")),
        description=words(settings.get("description")),
        bibliography=[str(each) for each in listed],
        abbreviations={
            str(short): str(long) for short, long in (settings.get("abbreviations") or {}).items()
        },
        ledger=ledger,
    )


def _sites(settings: dict[str, Any]) -> dict[str, str]:
    """The first pages of other projects, by their names in references."""
    config = (settings.get("sphinx") or {}).get("config") or {}
    found = {**(config.get("intersphinx_mapping") or {}), **(settings.get("references") or {})}
    sites = {}
    for name, value in found.items():
        address = value.get("url") if isinstance(value, dict) else value
        sites[str(name)] = str(address[0] if isinstance(address, list) and address else address)
    return sites


def _contents(table: dict[str, Any]) -> Iterator[SourceDocument]:
    if root := table.get("root"):
        yield SourceDocument(str(root), matter=Matter.FRONT, numbered=False)
    for part in table.get("parts") or ():
        children = list(_entries(part.get("chapters") or part.get("children") or ()))
        caption = words(part.get("caption") or part.get("title"))
        if caption:
            yield SourceDocument("", title=caption, role=Role.PART, children=children)
        else:
            yield from children
    for entry in _entries(table.get("chapters") or table.get("sections") or ()):
        entry.role = None if entry.path else Role.PART
        yield entry


def _entries(entries: Iterable[Any]) -> Iterator[SourceDocument]:
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        below = list(_entries(entry.get("sections") or entry.get("children") or ()))
        path = entry.get("file")
        if path or below:
            title = words(entry.get("title"))
            name = posixpath.normpath(str(path)) if path else ""
            yield SourceDocument(name, title=title, children=below)


@dataclass(slots=True)
class _Reading:
    """The reading of a folder: its substitutions, and the pictures of its notebooks."""

    source: Path
    ledger: Ledger
    substitutions: dict[str, object] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    macros: dict[str, Any] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def read(self, document: SourceDocument) -> None:
        """Read the text of a document, whose path may lack its suffix."""
        files = (file_below(self.source, f"{document.path}{suffix}") for suffix in _SUFFIXES)
        file = next(filter(None, files), None)
        if file is None:
            self.ledger.add(LossKind.DOCUMENT, document.path, "there is no such file")
            return
        document.path = file.relative_to(self.source.resolve()).as_posix()
        content = read_text(file)
        if file.suffix == ".ipynb":
            notebook = read_notebook(content, document.path, _cell)
            self.pictures.update(notebook.pictures)
            content = notebook.text
        head, text = split_head(content, document.path)
        document.title = document.title or words(head.get("title"))
        document.format, document.rewrite = _FORMAT, partial(with_sites, sites=self.sites)
        document.label = str(head.get("label") or "")
        values = {**self.substitutions, **(head.get("substitutions") or {})}
        text = keep_html_blocks(f"{shown_head(head)}{text}")
        written = dialect.rewrite(text, file, self.source, self.ledger, values)
        document.text = macro_definitions({**self.macros, **(head.get("math") or {})}) + written

    def read_file(self, path: str) -> bytes | None:
        """A file of the project, or a picture that a notebook put out."""
        return self.pictures.get(path) or files_below(self.source)(path)


def _cell(code: str, language: str, tags: list[str]) -> str:
    options = f":tags: {' '.join(tags)}\n" if tags else ""
    return f"``````{{code-cell}} {language}\n{options}{code}\n``````"
