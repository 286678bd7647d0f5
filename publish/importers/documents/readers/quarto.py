"""Books of Quarto (`_quarto.yml`) and of bookdown (`_bookdown.yml`, or only `index.Rmd`).

https://quarto.org/docs/books/book-structure.html
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from publish.importers.documents.dialects import quarto as dialect
from publish.importers.documents.dialects.bookdown import with_titles_as_links
from publish.importers.documents.dialects.html_blocks import keep_html_blocks
from publish.importers.documents.dialects.macros import (
    defined_macros,
    index_macros,
    with_definitions,
    with_index_entries,
)
from publish.importers.documents.dialects.shortcodes import Variables
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

_FORMAT = "markdown+wikilinks_title_after_pipe"
_LONGEST_PREAMBLE = 200_000  # bytes
_SUFFIXES = (".qmd", ".Rmd", ".rmd", ".md", ".ipynb")
_SUFFIXES_OF_PROJECTS = _SUFFIXES[:3]  # others in such a folder may be no part of it
_SET_UP = ("header-includes", "include-in-header", "includes", "format", "output")
_PART = re.compile(
    r"^#\s+\((?P<kind>PART|APPENDIX)\\?\*?\)\s*(?P<title>[^{\n]*)(?:\{[^}\n]*\})?$", re.M
)


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a folder of Quarto or bookdown; None for others."""
    if not source.is_dir():
        return None
    if (source / "_quarto.yml").is_file():
        return read_quarto
    if (source / "_bookdown.yml").is_file() or (source / "index.Rmd").is_file():
        return read_bookdown
    return None


def read_quarto(source: Path) -> Project:
    """The project in a folder of Quarto."""
    settings, ledger = read_settings(source / "_quarto.yml"), Ledger()
    book = settings.get("book") or {}
    documents = list(_chapters(book.get("chapters") or _all_files(source)))
    appendices = list(_chapters(book.get("appendices") or ()))
    for each in appendices:
        each.role, each.matter = Role.APPENDIX, Matter.BACK
    documents += appendices
    variables = read_settings(source / "_variables.yml")
    reading = _Reading(source, ledger, variables, {**settings, **book})
    head = reading.read_all(documents)
    return _project(reading, documents, {**head, **settings, **book})


def read_bookdown(source: Path) -> Project:
    """The project in a folder of bookdown."""
    settings, ledger = read_settings(source / "_bookdown.yml"), Ledger()
    files = settings.get("rmd_files")
    files = files.get("html", []) if isinstance(files, dict) else files
    documents = [SourceDocument(str(name)) for name in files or _all_files(source)]
    reading = _Reading(source, ledger, index_macros=index_macros(_preambles(source)))
    head = reading.read_all(documents)
    texts = with_titles_as_links(each.text or "" for each in documents)
    for document, text in zip(documents, texts, strict=True):
        document.text = text if document.text else None
    return _project(reading, list(_divided(documents)), head)


def _preambles(source: Path) -> Iterator[str]:
    """The files of LaTeX that set up a printed book, whose macros the text may use."""
    for file in sorted([*source.glob("*.tex"), *source.glob("*/*.tex")]):
        if not file.is_symlink():
            yield file.read_bytes()[:_LONGEST_PREAMBLE].decode("utf-8", "replace")


def _set_up(settings: Any) -> Iterator[str]:
    """What the settings say in LaTeX to set up a printed book."""
    if isinstance(settings, str):
        yield settings
    for each in settings if isinstance(settings, list) else ():
        yield from _set_up(each)
    for name in (*_SET_UP, "pdf", "text") if isinstance(settings, dict) else ():
        yield from _set_up(settings.get(name))


def _all_files(source: Path) -> list[str]:
    """The files in the order of bookdown: `index` first, the others by name, not those with `_`."""
    files = [
        each.name
        for each in sorted(source.iterdir())
        if each.suffix in _SUFFIXES and each.name[0] not in "_." and each.stem != "README"
    ]
    return sorted(files, key=lambda name: not name.startswith("index."))


def _chapters(entries: Iterable[Any]) -> Iterator[SourceDocument]:
    for entry in entries:
        if isinstance(entry, str):
            yield SourceDocument(posixpath.normpath(entry))
        elif isinstance(entry, dict) and "part" in entry:
            title = str(entry["part"])
            is_file = title.endswith(_SUFFIXES)
            part = SourceDocument(
                title if is_file else "", title=None if is_file else title, role=Role.PART
            )
            part.children = list(_chapters(entry.get("chapters") or ()))
            yield part
        elif isinstance(entry, dict):
            path = entry.get("href") or entry.get("file") or ""
            yield SourceDocument(posixpath.normpath(str(path)), title=words(entry.get("text")))


@dataclass(slots=True)
class _Reading:
    """The reading of a folder: what its texts refer to, and the pictures of its notebooks."""

    source: Path
    ledger: Ledger
    variables: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    index_macros: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def read_all(self, documents: Iterable[SourceDocument]) -> dict[str, Any]:
        """Read the texts of all documents; the head of the first one, which is often the book's."""
        first: dict[str, Any] = {}
        for document in (each for top in documents for each in top.walk() if each.path):
            file = file_below(self.source, document.path)
            if file is None:
                self.ledger.add(LossKind.DOCUMENT, document.path, "there is no such file")
                continue
            head = self._read(document, file)
            first = first or head or {"title": None}
        return first

    def _read(self, document: SourceDocument, file: Path) -> dict[str, Any]:
        content = read_text(file)
        if file.suffix == ".ipynb":
            notebook = read_notebook(content, document.path, _cell)
            self.pictures.update(notebook.pictures)
            content = notebook.text
        head, text = split_head(content, document.path)
        is_index = document.path.startswith("index.")
        document.title = document.title or (None if is_index else words(head.get("title")))
        text = text if is_index else f"{shown_head(head)}{text}"
        variables = Variables(self.variables, {**self.settings, **head})
        text = keep_html_blocks(with_index_entries(text, self.index_macros))
        document.text = dialect.rewrite(text, file, self.source, self.ledger, variables)
        is_of_r = file.suffix.lower() == ".rmd"
        document.format = "".join(
            (
                _FORMAT,
                "+tex_math_single_backslash" if is_of_r else "",
                "+emoji" if "emoji" in str(self.settings.get("from")) else "",
            )
        )
        return head

    def read_file(self, path: str) -> bytes | None:
        """A file of the project, or a picture that a notebook put out."""
        return self.pictures.get(path) or files_below(self.source)(path)


def _cell(code: str, language: str, tags: list[str]) -> str:
    shown = "#| echo: false\n" if any("remove" in tag for tag in tags) else ""
    return f"``````{{{language}}}\n{shown}{code}\n``````"


def _divided(documents: Iterable[SourceDocument]) -> Iterator[SourceDocument]:
    """The documents of bookdown, divided at headings of parts and of the appendix."""
    is_appendix = False
    for document in documents:
        first, *pieces = _PART.split(document.text or "")
        yield _piece(document, 0, first, is_appendix=is_appendix)
        for i in range(0, len(pieces), 3):
            kind, title, text = pieces[i : i + 3]
            is_appendix = kind == "APPENDIX"
            if kind == "PART":
                yield SourceDocument("", title=title.strip(), role=Role.PART)
            yield _piece(document, i + 1, text, is_appendix=is_appendix)


def _piece(
    document: SourceDocument, number: int, text: str, *, is_appendix: bool
) -> SourceDocument:
    """A document up to such a heading, or from one on, which then has a path of its own."""
    stem, suffix = posixpath.splitext(document.path)
    return replace(
        document,
        path=f"{stem}-{number}{suffix}" if number else document.path,
        text=text,
        role=Role.APPENDIX if is_appendix else None,
        matter=Matter.BACK if is_appendix else None,
    )


def _project(
    reading: _Reading, documents: list[SourceDocument], settings: dict[str, Any]
) -> Project:
    listed = settings.get("bibliography") or []
    note_unlisted(reading.source, documents, _SUFFIXES_OF_PROJECTS, reading.ledger)
    macros = defined_macros([*_preambles(reading.source), *_set_up(settings)])
    for each in (each for top in documents for each in top.walk()):
        each.text = with_definitions(each.text, macros) if each.text else each.text
    return Project(
        name=reading.source.name,
        documents=[each for each in documents if each.text is None or each.text.strip()],
        read_file=reading.read_file,
        says_numbers=True,
        title=words(settings.get("title")),
        subtitle=words(settings.get("subtitle")),
        authors=names(settings.get("author")),
        language=words(settings.get("lang")),
        date=date_of(settings.get("date")),
        description=words(settings.get("description")),
        bibliography=[listed] if isinstance(listed, str) else [str(each) for each in listed],
        ledger=reading.ledger,
    )
