"""Sites of MkDocs: `mkdocs.yml` with `nav`, and the pages in `docs/`.

https://www.mkdocs.org/user-guide/configuration/#nav
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publish.importers.documents.dialects import mkdocs as dialect
from publish.importers.documents.dialects.html_blocks import keep_html_blocks
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.unlisted import note_unlisted
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
    "-blank_before_blockquote-fancy_lists-example_lists+tex_math_single_backslash+mark+emoji"
    "+gfm_auto_identifiers"
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
    reading = _Reading(source, folder, settings, ledger)
    is_free = any("sane" in name for name, _ in _options(settings.get("markdown_extensions")))
    form = (
        _FORMAT
        + ("" if is_free else "+four_space_rule")
        + ("+east_asian_line_breaks" if (language or "").startswith(_EAST_ASIAN) else "")
    )
    for document in (each for top in documents for each in top.walk() if each.path):
        file = file_below(folder, document.path)
        if file is None:
            ledger.add(LossKind.DOCUMENT, document.path, "there is no such file")
            continue
        head, text = split_head(read_text(file), document.path)
        document.title = document.title or words(head.get("title"))
        document.format, document.text = form, reading.rewritten(text, file, head)
    if folder.is_dir():
        note_unlisted(folder, documents, (".md",), ledger)
    return Project(
        name=source.name,
        documents=documents,
        read_file=files_below(folder),
        title=words(settings.get("site_name")),
        authors=names(settings.get("site_author")),
        language=language,
        description=words(settings.get("site_description")),
        abbreviations=reading.abbreviations,
        ledger=ledger,
    )


@dataclass(slots=True)
class _Reading:
    """The reading of the pages of a site: where its snippets are, and what its macros stand for."""

    source: Path
    folder: Path
    settings: dict[str, Any]
    ledger: Ledger
    abbreviations: dict[str, str] = field(default_factory=dict)

    def rewritten(self, text: str, file: Path, head: dict[str, Any]) -> str:
        """The text of a page in Markdown that pandoc reads; its abbreviations are kept apart."""
        variables = {**(self.settings.get("extra") or {}), "page": {"meta": head}, **head}
        macros = variables if "macros" in self._plugins() else None
        folders = [self.source / path for path in self._snippet_folders()]
        text = dialect.rewrite(
            keep_html_blocks(dialect.with_captions(text)),
            file,
            self.source,
            self.ledger,
            [*folders, self.folder],
            macros,
        )
        self.abbreviations.update(dialect.abbreviations(text))
        return dialect.without_abbreviations(text)

    def _plugins(self) -> set[str]:
        return {str(name) for name, _ in _options(self.settings.get("plugins"))}

    def _snippet_folders(self) -> list[str]:
        for name, options in _options(self.settings.get("markdown_extensions")):
            if name == "pymdownx.snippets" and (paths := options.get("base_path")):
                return [str(each) for each in ([paths] if isinstance(paths, str) else paths)]
        return []


def _options(entries: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entries of a list of extensions, or of a table of them, with their options."""
    if isinstance(entries, dict):
        entries = [{name: options} for name, options in entries.items()]
    for entry in entries if isinstance(entries, list) else ():
        table = entry if isinstance(entry, dict) else {entry: {}}
        yield from ((str(name), value or {}) for name, value in table.items())


def _entries(entries: Iterable[Any], depth: int) -> Iterator[SourceDocument]:
    """The entries of `nav`: pages, and groups whose first page without a title is their own."""
    for entry in entries:
        if isinstance(entry, str):
            yield SourceDocument(posixpath.normpath(entry))
            continue
        if not isinstance(entry, dict):
            continue
        for title, value in entry.items():
            if isinstance(value, str) and not re.match(r"https?:|/", value):
                yield SourceDocument(posixpath.normpath(value), title=html.unescape(str(title)))
            elif isinstance(value, list):
                yield _group(html.unescape(str(title)), list(_entries(value, depth + 1)), depth)


def _group(title: str, children: list[SourceDocument], depth: int) -> SourceDocument:
    if children and children[0].title is None and children[0].path:
        own, *others = children
        own.title, own.children = title, others
        return own
    role = Role.PART if depth == 0 and len(children) > 1 else None
    return SourceDocument("", title=title, role=role, children=children)
