"""A folder of Markdown files without a manifest: their names are the order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from publish.importers.documents.dialects.html_blocks import keep_html_blocks
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.yaml_files import split_head, words
from publish.importers.documents.source_files import files_below, read_text

_FORMAT = "markdown+lists_without_preceding_blankline-blank_before_header-blank_before_blockquote"
_SUFFIXES = (".md", ".markdown")
_FIRST = ("index", "readme")


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a folder with a Markdown file in it; None for others."""
    if source.is_dir() and any(each.suffix in _SUFFIXES for each in source.iterdir()):
        return read
    return None


def read(source: Path) -> Project:
    """The project of a folder; one inside it is a group, whose `index` or `README` opens it."""
    return Project(source.name, list(_documents(source, source)), files_below(source))


def _documents(folder: Path, source: Path) -> Iterator[SourceDocument]:
    for entry in sorted(folder.iterdir(), key=_order):
        if entry.name.startswith((".", "_")) or entry.is_symlink():
            continue
        if entry.is_dir():
            below = list(_documents(entry, source))
            first = below[0] if below and _is_first(below[0].path) else None
            if first:
                first.children = below[1:]
                yield first
            elif below:
                yield SourceDocument("", title=_title(entry.name), children=below)
        elif entry.suffix in _SUFFIXES:
            path = entry.relative_to(source).as_posix()
            head, text = split_head(read_text(entry), path)
            title = words(head.get("title"))
            yield SourceDocument(path, _FORMAT, keep_html_blocks(text), title=title)


def _order(entry: Path) -> tuple[bool, list[tuple[int, int, str]]]:
    """Numbers in names by their value, `index` and `README` first."""
    parts = re.findall(r"\d+|\D+", entry.name.lower())
    key = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
    return not _is_first(entry.name), key


def _is_first(path: str) -> bool:
    return Path(path).stem.lower() in _FIRST


def _title(name: str) -> str:
    return re.sub(r"^[\d._ -]+", "", name).replace("-", " ").replace("_", " ").capitalize() or name
