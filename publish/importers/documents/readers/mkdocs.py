"""Sites of MkDocs: `mkdocs.yml` with `nav`, and the pages in `docs/`.

https://www.mkdocs.org/user-guide/configuration/#nav
"""

from __future__ import annotations

import html
import posixpath
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from publish.importers.documents.dialects import mkdocs as dialect
from publish.importers.documents.dialects.html_blocks import keep_html_blocks
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.yaml_files import names, read_settings, split_head, words
from publish.importers.documents.source_files import (
    file_below,
    files_below,
    folder_below,
    read_text,
)
from publish.model.roles import Role

_FORMAT = (
    "markdown-implicit_figures+lists_without_preceding_blankline-blank_before_header"
    "-blank_before_blockquote-fancy_lists-example_lists+tex_math_single_backslash"
)
_EAST_ASIAN = ("zh", "ja", "ko")


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a folder with `mkdocs.yml`; None for others."""
    return read if source.is_dir() and (source / "mkdocs.yml").is_file() else None


def read(source: Path) -> Project:
    """The project of a site."""
    settings, ledger = read_settings(source / "mkdocs.yml"), Ledger()
    # Some write the folder of the pages when they build.
    folder = folder_below(source, str(settings.get("docs_dir") or "docs")) or source / "docs"
    theme = settings.get("theme")
    language = words(theme.get("language")) if isinstance(theme, dict) else None
    entries = settings.get("nav") or sorted(
        each.relative_to(folder).as_posix() for each in folder.rglob("*.md")
    )
    documents = list(_entries(entries, depth=0))
    form = _FORMAT + ("+east_asian_line_breaks" if (language or "").startswith(_EAST_ASIAN) else "")
    for document in (each for top in documents for each in top.walk() if each.path):
        file = file_below(folder, document.path)
        if file is None:
            ledger.add(LossKind.DOCUMENT, document.path, "there is no such file")
            continue
        head, text = split_head(read_text(file), document.path)
        document.title = document.title or words(head.get("title"))
        document.format, document.text = (
            form,
            dialect.rewrite(keep_html_blocks(text), file, source, ledger),
        )
    return Project(
        name=source.name,
        documents=documents,
        read_file=files_below(folder),
        title=words(settings.get("site_name")),
        authors=names(settings.get("site_author")),
        language=language,
        description=words(settings.get("site_description")),
        ledger=ledger,
    )


def _entries(entries: Iterable[Any], depth: int) -> Iterator[SourceDocument]:
    """The entries of `nav`: pages, and groups whose first page without a title is their own."""
    for entry in entries:
        if isinstance(entry, str):
            yield SourceDocument(posixpath.normpath(entry))
            continue
        if not isinstance(entry, dict):
            continue
        for title, value in entry.items():
            if isinstance(value, str):
                yield SourceDocument(posixpath.normpath(value), title=html.unescape(str(title)))
            elif isinstance(value, list):
                yield _group(html.unescape(str(title)), list(_entries(value, depth + 1)), depth)


def _group(title: str, children: list[SourceDocument], depth: int) -> SourceDocument:
    if children and children[0].title is None and children[0].path:
        own, *others = children
        own.title, own.children = title, others
        return own
    role = Role.PART if depth == 0 and any(child.children for child in children) else None
    return SourceDocument("", title=title, role=role, children=children)
