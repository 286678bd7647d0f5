"""Books of mdBook: `book.toml`, and `src/SUMMARY.md` with the chapters as nested lists.

Those of GitBook have it beside their texts, where `book.json` or `.gitbook.yaml` say or beside
them: their README opens the book, entries without a link are groups, and those of headings are left
to the book. So has docsify, as sidebar.
https://rust-lang.github.io/mdBook/format/summary.html
https://github.com/GitbookIO/gitbook/blob/3.2.3/docs/structure.md
"""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from publish.importers.documents.dialects import mdbook as dialect
from publish.importers.documents.dialects.html_blocks import keep_html_blocks
from publish.importers.documents.dialects.mkdocs import with_variables
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.unlisted import note_unlisted
from publish.importers.documents.readers.yaml_files import names, read_settings
from publish.importers.documents.source_files import (
    UnreadableSource,
    file_below,
    files_below,
    folder_below,
    read_text,
)
from publish.model.roles import Matter, Role

_FORMAT = "gfm+attributes+smart+raw_attribute+definition_lists+fenced_divs"
_ENTRY = re.compile(
    r"(?P<indent>[ \t]*)(?P<bullet>[-*+]\s+)?\[(?P<title>[^\]]*)\]\((?P<path>[^)]*)\)"
)
_GROUP = re.compile(
    r"(?P<indent>[ \t]*)(?P<bullet>[-*+]\s+)(?P<title>[^\[\]()\s][^\[\]()]*)(?P<path>)"
)
_NO_FILE = re.compile(r"#|://")  # a heading in a file, or a page on the network
_PART = re.compile(r"#{1,2}\s+(?P<title>.+)")
_OPENING = "README.md"
_SUMMARIES = ("SUMMARY.md", "_sidebar.md")  # the second of docsify


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a folder with a summary; None for others."""
    return read if source.is_dir() and _place(source) else None


class _Place(NamedTuple):
    """Where a book has its texts: their folder, its summary, and the page that opens a book of
    GitBook, "" for one of mdBook."""

    folder: Path
    summary: Path
    opening: str


def _place(source: Path) -> _Place | None:
    """The place of the texts in a folder; None if there is no summary."""
    folder = _text_folder(source)
    if summary := _summary(folder):
        return _Place(folder, summary, "")
    settings = _settings_of_gitbook(source)
    folder = folder_below(source, str(settings.get("root") or ".")) or source
    structure = settings.get("structure")
    own: dict[str, Any] = structure if isinstance(structure, dict) else {}
    opening, named = str(own.get("readme") or _OPENING), str(own.get("summary") or "")
    summary = file_below(folder, named) if named else _summary(folder)
    return _Place(folder, summary, opening) if summary else None


def _summary(folder: Path) -> Path | None:
    return next(filter(Path.is_file, (folder / name for name in _SUMMARIES)), None)


def read(source: Path) -> Project:
    """The project in a folder of mdBook."""
    settings, ledger, place = _settings(source), Ledger(), _place(source)
    assert place is not None
    folder = place.folder
    documents = _documents(read_text(place.summary))
    if place.opening:
        _open_with(place.opening, folder, documents)
    hidden = _marks_of_hidden_lines(settings)
    variables = _settings_of_gitbook(source).get("variables") if place.opening else None
    for document in _with_paths(documents):
        file = file_below(folder, document.path)
        if file is None:
            ledger.add(LossKind.DOCUMENT, document.path, "there is no such file in the book")
        else:
            text = read_text(file)
            if variables:
                text = with_variables(text, {"book": variables}, file, ledger)
            text = dialect.rewrite(keep_html_blocks(text), file, source, ledger, hidden)
            document.format, document.text = _FORMAT, text
    summary = SourceDocument(place.summary.name)
    note_unlisted(folder, [*documents, summary], (".md",), ledger)
    book = settings.get("book") or _settings_of_gitbook(source)
    return Project(
        name=source.name,
        documents=documents,
        read_file=files_below(folder),
        says_numbers=not place.opening,
        title=book.get("title"),
        authors=names(book.get("authors") or book.get("author")),
        language=book.get("language"),
        description=book.get("description"),
        ledger=ledger,
    )


def _settings(source: Path) -> dict[str, Any]:
    file = source / "book.toml"
    try:
        return tomllib.loads(read_text(file)) if file.is_file() else {}
    except tomllib.TOMLDecodeError as error:
        raise UnreadableSource(f"`book.toml` is not TOML: {error}") from error


def _settings_of_gitbook(source: Path) -> dict[str, Any]:
    file = source / "book.json"
    if not file.is_file():
        return read_settings(source / ".gitbook.yaml")
    try:
        settings = json.loads(read_text(file))
    except ValueError as error:
        raise UnreadableSource(f"`book.json` is not JSON: {error}") from error
    return settings if isinstance(settings, dict) else {}


def _open_with(opening: str, folder: Path, documents: list[SourceDocument]) -> None:
    """Let a page open the book, before all others unless it is listed."""
    is_listed = any(each.path == opening for each in _with_paths(documents))
    if not is_listed and (folder / opening).is_file():
        documents.insert(0, SourceDocument(opening))
    if documents and documents[0].path == opening:
        documents[0].numbered, documents[0].matter = False, Matter.FRONT


def _marks_of_hidden_lines(settings: dict[str, Any]) -> dict[str, str]:
    """The beginnings of lines of code that readers do not see, by language."""
    table = settings
    for key in ("output", "html", "code", "hidelines"):
        table = table.get(key) or {}
    return {str(language): str(mark) for language, mark in table.items()}


def _text_folder(source: Path) -> Path:
    """The folder of the texts of a book of mdBook."""
    try:
        named = str(_settings(source).get("book", {}).get("src", "src"))
    except (UnreadableSource, AttributeError):
        named = "src"
    return folder_below(source, named) or source / "src"


def _documents(summary: str) -> list[SourceDocument]:
    """The entries of the summary as a tree; those before and after its lists are unnumbered."""
    top: list[SourceDocument] = []
    levels: list[tuple[int, SourceDocument]] = []
    part: SourceDocument | None = None
    is_first = True  # the first heading of a summary is its own title
    for line in summary.splitlines():
        if match := _PART.match(line):
            if not is_first:
                part = SourceDocument("", title=match["title"].strip(), role=Role.PART)
                top.append(part)
            is_first = False
            continue
        entry = _ENTRY.match(line) or _GROUP.fullmatch(line)
        if not entry or _NO_FILE.search(entry["path"]):
            continue
        document, is_first = _document(entry), False
        if not entry["bullet"]:
            started = any(each.numbered or each.role is Role.PART for each in top)
            document.numbered = False
            document.matter = Matter.BACK if started else Matter.FRONT
            top.append(document)
            part = None
            continue
        indent = len(entry["indent"].expandtabs(4))
        while levels and levels[-1][0] >= indent:
            levels.pop()
        above = levels[-1][1].children if levels else part.children if part else top
        above.append(document)
        levels.append((indent, document))
    return top


def _document(entry: re.Match[str]) -> SourceDocument:
    named = unquote(entry["path"])
    path = posixpath.normpath(named.lstrip("/") or _OPENING) if named else ""
    return SourceDocument(path, title=re.sub(r"[`*]", "", entry["title"]).strip())


def _with_paths(documents: list[SourceDocument]) -> Iterator[SourceDocument]:
    return (each for top in documents for each in top.walk() if each.path)
