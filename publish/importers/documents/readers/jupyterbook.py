"""Books of Jupyter Book (`_toc.yml`) and of MyST (`myst.yml`).

https://jupyterbook.org/v1/structure/toc.html, https://mystmd.org/guide/table-of-contents
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from publish.importers.documents.dialects import myst as dialect
from publish.importers.documents.dialects.html_blocks import keep_html_blocks
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.dates import date_of
from publish.importers.documents.readers.yaml_files import names, read_settings, split_head, words
from publish.importers.documents.source_files import (
    UnreadableSource,
    file_below,
    files_below,
    read_text,
)
from publish.model.roles import Matter, Role

_FORMAT = (
    "markdown+lists_without_preceding_blankline-blank_before_header-blank_before_blockquote"
    "-fancy_lists-example_lists"
)
_SUFFIXES = ("", ".md", ".ipynb", ".myst")
_CELL_LANGUAGE = "python"


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
    for document in (each for top in documents for each in top.walk() if each.path):
        _read_document(document, source, ledger)
    listed = settings.get("bibtex_bibfiles") or settings.get("bibliography") or []
    return Project(
        name=source.name,
        documents=documents,
        read_file=files_below(source),
        title=words(settings.get("title")),
        authors=names(settings.get("author") or settings.get("authors")),
        language=words(settings.get("language")),
        date=date_of(settings.get("date")),
        description=words(settings.get("description")),
        bibliography=[str(each) for each in listed],
        ledger=ledger,
    )


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
    yield from _entries(table.get("chapters") or table.get("sections") or ())


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


def _read_document(document: SourceDocument, source: Path, ledger: Ledger) -> None:
    files = (file_below(source, f"{document.path}{suffix}") for suffix in _SUFFIXES)
    file = next(filter(None, files), None)
    if file is None:
        ledger.add(LossKind.DOCUMENT, document.path, "there is no such file")
        return
    document.path = file.relative_to(source.resolve()).as_posix()
    content = read_text(file)
    text = _notebook(content, file) if file.suffix == ".ipynb" else content
    head, text = split_head(text, document.path)
    document.title = document.title or words(head.get("title"))
    document.format = _FORMAT
    document.text = dialect.rewrite(keep_html_blocks(text), file, source, ledger)


def _notebook(content: str, file: Path) -> str:
    """The cells of a notebook as Markdown, code as cells of code."""
    try:
        cells = json.loads(content)["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableSource(f"`{file.name}` is not a notebook") from error
    return "\n\n".join(_cell(cell) for cell in cells)


def _cell(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    text = "".join(source) if isinstance(source, list) else str(source)
    if cell.get("cell_type") != "code":
        return text
    tags = " ".join(cell.get("metadata", {}).get("tags", ()))
    options = f":tags: {tags}\n" if tags else ""
    return f"``````{{code-cell}} {_CELL_LANGUAGE}\n{options}{text}\n``````"
