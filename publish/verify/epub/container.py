"""Opens an EPUB as a reading system does: container, package, spine, documents (EPUB 3.3)."""

from __future__ import annotations

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from publish.model.section import Section

X = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
NCX_TYPE = "application/x-dtbncx+xml"
_CONTAINER = "META-INF/container.xml"
_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
# Bytes of the whole, unpacked, and files; what no reading system could open either.
_LARGEST, _MOST = 1 << 29, 50_000
# What a damaged archive makes its reader raise, beside its own error.
_DAMAGED = (
    zipfile.BadZipFile, OSError, ValueError, zlib.error, lzma.LZMAError, EOFError, struct.error,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


class Unreadable(Exception):
    """The file cannot be read as what it says it is; the message tells what is wrong."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the package, by its address inside the container."""

    href: str
    root: etree._Element


class Container:
    """The files of one EPUB; raises `Unreadable` where a reading system would give up."""

    def __init__(self, path: Path) -> None:
        try:
            with zipfile.ZipFile(path) as archive:
                entries = archive.infolist()
                if len(entries) > _MOST or sum(entry.file_size for entry in entries) > _LARGEST:
                    raise Unreadable(f"more than {_LARGEST:,} bytes or {_MOST:,} files in it")
                self._files = {entry.filename: archive.read(entry) for entry in entries}
        except _DAMAGED as error:
            raise Unreadable(f"no zip archive: {error}") from error
        rootfile = self._parse(_CONTAINER).find(f"{_OCF}rootfiles/{_OCF}rootfile")
        if rootfile is None:
            raise Unreadable(f"{_CONTAINER} names no package document")
        self._opf = rootfile.get("full-path", "")
        self.package = self._parse(self._opf)

    def _parse(self, href: str) -> etree._Element:
        if href not in self._files:
            raise Unreadable(f"{href} is not in the container")
        reader = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(self._files[href], reader)
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"{href} is not well-formed: {error.msg}") from error

    @cached_property
    def _manifest(self) -> Mapping[str, etree._Element]:
        entries = self.package.iterfind(f"{OPF}manifest/{OPF}item")
        return {entry.get("id", ""): entry for entry in entries}

    @cached_property
    def spine(self) -> list[Document]:
        """The content documents in reading order."""
        named = [r.get("idref", "") for r in self.package.iterfind(f"{OPF}spine/{OPF}itemref")]
        return [self._document(self._manifest[name]) for name in named if name in self._manifest]

    @cached_property
    def nav(self) -> Document:
        """The navigation document (EPUB 3.3, 5.5.1: the one with the property `nav`)."""
        for entry in self._manifest.values():
            if "nav" in entry.get("properties", "").split():
                return self._document(entry)
        raise Unreadable("the package names no navigation document")

    @cached_property
    def ncx(self) -> Document:
        """The NCX of EPUB 2."""
        for entry in self._manifest.values():
            if entry.get("media-type") == NCX_TYPE:
                return self._document(entry)
        raise Unreadable("the package names no NCX")

    def _document(self, entry: etree._Element) -> Document:
        href = resolve(entry.get("href", ""), self._opf)
        return Document(href, self._parse(href))

    def content(self, href: str) -> bytes:
        """The bytes of a file in the container."""
        return self._files[href]

    def styles(self) -> Iterator[bytes]:
        """The style sheets of the package."""
        for entry in self._manifest.values():
            if entry.get("media-type") == "text/css":
                yield self._files.get(resolve(entry.get("href", ""), self._opf), b"")

    def documents(self) -> Iterator[Document]:
        """The documents of the spine, each once."""
        seen: set[str] = set()
        for document in self.spine:
            if document.href not in seen:
                seen.add(document.href)
                yield document


def resolve(link: str, base: str) -> str:
    """A relative link in the document `base` as an address inside the container, with fragment."""
    path, hash_sign, fragment = unquote(link).partition("#")
    return f"{_home(path, base)}{hash_sign}{fragment}"


@cache
def _home(path: str, base: str) -> str:
    """The file that a path in the document `base` names; lists name each again and again."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base


class Places:
    """Which sections and anchors each document of an EPUB holds."""

    def __init__(self, container: Container, sections: Mapping[str, Section]) -> None:
        self._sections = sections
        self._anchors: dict[str, set[str]] = {}
        self.opening: dict[str, str] = {}
        self.home: dict[str, Document] = {}
        self.elements: dict[str, etree._Element] = {}
        for document in container.documents():
            self._survey(document)

    def _survey(self, document: Document) -> None:
        anchors = self._anchors.setdefault(document.href, set())
        for node in document.root.iter(etree.Element):
            if (anchor := node.get("id")) is None:
                continue
            anchors.add(anchor)
            if node.tag == f"{X}section" and anchor in self._sections:
                self.opening.setdefault(document.href, anchor)
                self.home.setdefault(anchor, document)
                self.elements.setdefault(anchor, node)

    @property
    def state(self) -> str:
        """All anchors of the file, and the sections that its documents open with."""
        anchors = {href: sorted(found) for href, found in self._anchors.items()}
        return repr((anchors, self.opening))

    def target(self, link: str | None, base: str) -> str | None:
        """What a link leads to: `#id` where the id is there, the plain address of a page without
        sections, else the address as it stands, called dead."""
        if link is None:
            return None
        address = resolve(link, base)
        file, _, fragment = address.partition("#")
        if file not in self._anchors or (fragment and fragment not in self._anchors[file]):
            return f"{address} (dead)"
        if fragment:
            return f"#{fragment}"
        return f"#{self.opening[file]}" if file in self.opening else file

    def around(self, node: etree._Element) -> str | None:
        """The id of the section of the book that an element stands in."""
        at: etree._Element | None = node
        while at is not None:
            anchor = at.get("id")
            if at.tag == f"{X}section" and anchor in self._sections:
                return anchor
            at = at.getparent()
        return None
