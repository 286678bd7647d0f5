"""A folder of web pages: the first page links to the others, in the order of the book."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.nesting import nested_by
from publish.importers.documents.readers.web_page import HEADINGS, prepared
from publish.importers.documents.source_files import file_below, files_below, read_text
from publish.model.roles import Matter, Role

_FORMAT = "html+epub_html_exts"
_SUFFIXES = (".html", ".htm", ".xhtml")
_FIRST = ("index.html", "index.htm", "index.xhtml", "toc.html", "contents.html")
_MOST_PAGES = 5000
_TOP = 2  # the level of headings that are those of a page, wherever they stand
_TEXTS = ("p", "pre", "li", "td", "dd", "blockquote")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.I)


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a folder whose first page is in it; None for others.

    A page among more texts in Markdown is that of a program that shows these.
    """
    if not source.is_dir() or not _first(source):
        return None
    suffixes = [file.suffix.lower() for file in source.iterdir()]
    return read if suffixes.count(".md") <= sum(map(suffixes.count, _SUFFIXES)) else None


def _first(folder: Path) -> str | None:
    return next((name for name in _FIRST if (folder / name).is_file()), None)


def read(source: Path) -> Project:
    """The project of a folder."""
    first = _first(source)
    assert first is not None
    texts = {path: text for path in _paths(source, first) if (text := _text(source, path))}
    pages = {path: html.document_fromstring(text.encode()) for path, text in texts.items()}
    index = pages[first]
    others = [path for path in texts if path != first]
    levels = [_first_level(pages[path]) or 1 for path in others]
    written = [_document(path, texts[path], pages[path]) for path in others]
    documents = _without_title(nested_by(written, levels))
    if _words(index) or not documents:
        opening = _document(first, texts[first], index)
        if documents:
            opening.role, opening.matter, opening.numbered = Role.PREFACE, Matter.FRONT, False
        documents.insert(0, opening)
    title, author = index.find(".//title"), index.find(".//meta[@name='author']")
    return Project(
        name=source.name,
        documents=documents,
        read_file=files_below(source),
        title=None if title is None else " ".join(title.text_content().split()) or None,
        authors=[author.get("content", "")] if author is not None else [],
        language=index.get("lang"),
    )


def _text(folder: Path, path: str) -> str | None:
    file = file_below(folder, path)
    text = read_text(file) if file else ""
    return text if text.strip() else None


def _paths(folder: Path, first: str) -> Iterator[str]:
    """The first page, those that it links to, then those that they link to, each once."""
    seen = {first: None}
    waiting = [first]
    while waiting and len(seen) < _MOST_PAGES:
        path = waiting.pop(0)
        yield path
        for target in _targets(_text(folder, path) or "", path):
            if target not in seen and file_below(folder, target):
                seen[target] = None
                waiting.append(target)


def _targets(text: str, path: str) -> Iterator[str]:
    try:
        page = html.document_fromstring(text.encode())
    except etree.ParserError:
        return
    for link in page.iter("a"):
        target = unquote(link.get("href") or "#").partition("#")[0]
        if target and not _OUTSIDE.match(target) and target.lower().endswith(_SUFFIXES):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _words(page: html.HtmlElement) -> bool:
    """Whether a page has more than a title and links."""
    return any(
        (node.text_content() or "").strip()
        for node in page.iter("p", "blockquote", "pre", "table")
        if not _is_navigation(node)
    )


def _document(path: str, text: str, page: html.HtmlElement) -> SourceDocument:
    title = page.find(".//title")
    words = " ".join(title.text_content().split()) if title is not None else ""
    own = None if _first_level(page) else words or path
    return SourceDocument(path, _FORMAT, prepared(text), title=own)


def _without_title(documents: list[SourceDocument]) -> list[SourceDocument]:
    """The documents, where what is below a page that has the title of the book is beside it."""
    parents = [each for each in documents if each.children]
    if len(parents) == 1 and len(parents[0].children) > 1:
        at = documents.index(parents[0]) + 1
        documents[at:at], parents[0].children = parents[0].children, []
    return documents


def _first_level(page: html.HtmlElement) -> int:
    """The level of the heading that a page begins with or has at the top, 0 without one."""
    words = False
    for node in page.iter(*HEADINGS, *_TEXTS):
        if node.tag in HEADINGS:
            level = int(node.tag[1])
            return 0 if words and level > _TOP else level
        words = words or bool(node.text_content().strip() and not _is_navigation(node))
    return 0


def _is_navigation(node: html.HtmlElement) -> bool:
    return (
        next(node.iterancestors("nav"), None) is not None or next(node.iter("a"), None) is not None
    )
