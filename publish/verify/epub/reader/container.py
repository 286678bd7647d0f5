"""Opens an EPUB as a reading system does: container, package, spine, documents (EPUB 3.3)."""

from __future__ import annotations

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from publish.cache import Cache
from publish.verify.epub.reader.document import Document, Unreadable, parse

OPF = "{http://www.idpf.org/2007/opf}"
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


class Container:
    """The files of one EPUB; raises `Unreadable` where a reading system would give up.

    What was read of the same documents before is taken from `cache`.
    """

    def __init__(self, path: Path, cache: Cache | None = None) -> None:
        self._cache = cache
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
        return parse(href, self._content(href))

    def _content(self, href: str) -> bytes:
        if href not in self._files:
            raise Unreadable(f"{href} is not in the container")
        return self._files[href]

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
        document = Document(href, self._content(href), self._cache)
        _ = document.survey  # so that it is told where it cannot be read
        return document

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
