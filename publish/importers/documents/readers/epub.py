"""EPUB: the spine is the order of the documents, the navigation their titles and nesting.

EPUB 3.3, sections 5 (package documents) and 7 (navigation document); EPUB 2.0.1 for the NCX.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from publish.importers.documents.ledger import Ledger
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.archives import Members, normal_path, open_archive
from publish.importers.documents.readers.dates import date_of
from publish.importers.documents.readers.epub_text import EpubText
from publish.importers.documents.source_files import UnreadableSource, files_below
from publish.model.roles import Role
from publish.model.xmlsafe import parse_untrusted

_FORMAT = "html+epub_html_exts-auto_identifiers"
_NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
_XHTML = "application/xhtml+xml"
_CONTAINER = "META-INF/container.xml"
_GENERATOR = "o:metadata/o:meta[@name='generator']"
ReadFile = Callable[[str], bytes | None]
_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the navigation: the first that leads to a document."""

    title: str
    depth: int


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a file with the container of an EPUB, or of a folder that one is made from."""
    if source.is_dir():
        return read if _root(source) is not None else None
    if not source.is_file():
        return None
    with source.open("rb") as stream:
        head = stream.read(200)
    is_epub = head.startswith(b"PK") and b"application/epub+zip" in head
    return read if is_epub or source.suffix.lower() == ".epub" else None


def _root(folder: Path) -> Path | None:
    """The folder of the container, or of the package: the one that is named or one inside it."""
    for inner in (folder, folder / "src"):
        if _has_package(inner) or len(list(inner.glob("*.opf"))) == 1:
            return inner
    return None


def _has_package(folder: Path) -> bool:
    """Whether the container of a folder names a package that is there, and is not yet made."""
    members = files_below(folder)
    try:
        return members(_CONTAINER) is not None and members(_package_path(members)) is not None
    except UnreadableSource:
        return True  # which the reader tells


def read(source: Path) -> Project:
    """The project in an EPUB or in the folder of one. Raises `UnreadableSource`."""
    root = _root(source) if source.is_dir() else None
    if source.is_dir() and root is None:
        raise UnreadableSource("it has no package document")
    members = files_below(root) if root else Members(open_archive(source)).read
    packages = [each.name for each in root.glob("*.opf")] if root else []
    package_path = packages[0] if packages else _package_path(members)
    package = _parsed(members, package_path)
    ledger = Ledger()
    items = _items(package, posixpath.dirname(package_path))
    entries = _navigation(members, package, items)
    guide = dict(_guide(package, posixpath.dirname(package_path)))
    texts = EpubText(members, ledger, is_ours=_is_ours(package), guide=guide)
    paths = [path for path in _spine(package, items) if path not in texts.skipped]
    texts.prepare(paths)
    documents = _documents(paths, entries, texts)
    metadata = package.find("o:metadata", _NAMES)
    return Project(
        name=source.stem,
        documents=documents,
        read_file=members,
        is_ours=texts.is_ours,
        title=_first(metadata, "title"),
        authors=_authors(metadata),
        language=_first(metadata, "language"),
        date=date_of(_first(metadata, "date")),
        description=_plain(_first(metadata, "description")),
        lists=texts.lists,
        ledger=ledger,
    )


def _is_ours(package: etree._Element) -> bool:
    """Whether the package says that it was made by us."""
    names = (each.get("content", "") for each in package.iterfind(_GENERATOR, _NAMES))
    return any(name.partition(" ")[0] == "publish" for name in names)


def _parsed(members: ReadFile, path: str) -> etree._Element:
    content = members(path)
    if content is None:
        raise UnreadableSource(f"it has no `{path}`")
    try:
        return parse_untrusted(content)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(f"`{path}` is not XML: {error.msg}") from error


def _package_path(members: ReadFile) -> str:
    container = _parsed(members, _CONTAINER)
    root = container.find(".//c:rootfile", _NAMES)
    path = root.get("full-path") if root is not None else None
    if not path:
        raise UnreadableSource("its container names no package")
    return path


def _items(package: etree._Element, folder: str) -> dict[str, Mapping[str, Any]]:
    """The manifest: path, type and properties of each item by its id."""
    return {
        item.get("id", ""): {
            "path": normal_path(posixpath.join(folder, item.get("href", ""))),
            "type": item.get("media-type", ""),
            "properties": item.get("properties", "").split(),
        }
        for item in package.iterfind("o:manifest/o:item", _NAMES)
    }


def _spine(package: etree._Element, items: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The paths of the documents in reading order, without the navigation itself."""
    for reference in package.iterfind("o:spine/o:itemref", _NAMES):
        item = items.get(reference.get("idref", ""))
        if item and item["type"] == _XHTML and "nav" not in item["properties"]:
            yield item["path"]


def _guide(package: etree._Element, folder: str) -> Iterator[tuple[str, str]]:
    """The types of pages that the book makes itself, by path (OPF 2.0.1, 2.6)."""
    for reference in package.iterfind("o:guide/o:reference", _NAMES):
        if kind := _OF_GUIDE.get(reference.get("type", "").lower()):
            path = reference.get("href", "").partition("#")[0]
            yield normal_path(posixpath.join(folder, path)), kind


_OF_GUIDE = {"cover": "cover", "title-page": "titlepage", "titlepage": "titlepage", "toc": "toc"}


def _navigation(
    members: ReadFile, package: etree._Element, items: Mapping[str, Mapping[str, Any]]
) -> dict[str, _Entry]:
    """The first entry for each document, by path: of the navigation document, else of the NCX."""
    for item in items.values():
        if "nav" in item["properties"]:
            return dict(_nav_entries(_parsed(members, item["path"]), item["path"]))
    spine = package.find("o:spine", _NAMES)
    table = items.get(spine.get("toc", "")) if spine is not None else None
    if table is None:
        return {}
    return dict(_ncx_entries(_parsed(members, table["path"]), table["path"]))


def _nav_entries(root: etree._Element, path: str) -> Iterator[tuple[str, _Entry]]:
    tables = (nav for nav in root.iterfind(".//h:nav", _NAMES) if "toc" in nav.get(_TYPE, ""))
    lists = next((nav.iterfind(".//h:li", _NAMES) for nav in tables), iter(()))
    seen: set[str] = set()
    for item in lists:
        link = item.find("h:a", _NAMES)
        target = _target(link.get("href", ""), path) if link is not None else ""
        if link is not None and target not in seen:
            seen.add(target)
            depth = sum(1 for above in item.iterancestors(f"{{{_NAMES['h']}}}li"))
            yield target, _Entry(_words(link), depth)


def _ncx_entries(root: etree._Element, path: str) -> Iterator[tuple[str, _Entry]]:
    seen: set[str] = set()
    for point in root.iterfind(".//n:navPoint", _NAMES):
        content, label = point.find("n:content", _NAMES), point.find("n:navLabel", _NAMES)
        target = _target(content.get("src", ""), path) if content is not None else ""
        if target and target not in seen:
            seen.add(target)
            depth = sum(1 for above in point.iterancestors(f"{{{_NAMES['n']}}}navPoint"))
            yield target, _Entry(_words(label) if label is not None else "", depth)


def _target(reference: str, path: str) -> str:
    return normal_path(posixpath.join(posixpath.dirname(path), reference.partition("#")[0]))


def _documents(
    paths: list[str], entries: Mapping[str, _Entry], texts: EpubText
) -> list[SourceDocument]:
    """The documents as a tree; one without an entry goes on with the document before it.

    What is below a document that the book makes itself is in its place.
    """
    top: list[SourceDocument] = []
    levels: list[tuple[int, list[SourceDocument]]] = [(0, top)]  # depths, and what is below them
    headings: set[str] = set()  # documents that only have a title
    for path in paths:
        text, entry = texts.read(path), entries.get(path)
        depth = entry.depth + 1 if entry else max(levels[-1][0], 1)
        while levels[-1][0] >= depth:
            levels.pop()
        siblings = levels[-1][1]
        if text is None:
            levels.append((depth, siblings))
            continue
        document = SourceDocument(path, _FORMAT, text.content, matter=text.matter, role=text.role)
        document.title = entry.title or None if entry else None
        document.numbered = text.matter is None or text.role is Role.APPENDIX
        siblings.append(document)
        levels.append((depth, document.children))
        if text.is_heading:
            headings.add(path)
    for each in top:
        if each.path in headings and each.children and each.role is None:
            each.role = Role.PART
    return top


def _first(metadata: etree._Element | None, name: str) -> str | None:
    if metadata is None:
        return None
    return next(filter(None, map(_words, metadata.iterfind(f"dc:{name}", _NAMES))), None)


def _authors(metadata: etree._Element | None) -> list[str]:
    if metadata is None:
        return []
    return [words for each in metadata.iterfind("dc:creator", _NAMES) if (words := _words(each))]


def _words(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _plain(text: str | None) -> str | None:
    """A description without the HTML that some shops want in it."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split()) if text else None
