"""Opens an EPUB as a reading system does: container, package, spine, documents (EPUB 3.3)."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from lxml import etree

from publish.cache import Cache
from publish.verification.pages.reader.addresses import resolve
from publish.verification.pages.reader.document import Document, ImageFile, Plain, Unreadable, parse

OPF = "{http://www.idpf.org/2007/opf}"
NCX_TYPE = "application/x-dtbncx+xml"
_CONTAINER = "META-INF/container.xml"
_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
# Limits, which no reading system could open either: unpacked bytes of all files, and files.
_MAX_BYTES, _MAX_FILES = 1 << 29, 50_000
# The errors that a damaged archive makes its reader raise, besides its own.
_DAMAGED = (
    zipfile.BadZipFile, OSError, ValueError, zlib.error, lzma.LZMAError, EOFError, struct.error,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


class _Files(Mapping[str, bytes]):
    """The files of an archive, which is in memory; each is unpacked whenever it is asked for."""

    def __init__(self, content: bytes) -> None:
        archive = zipfile.ZipFile(io.BytesIO(content))
        files = archive.infolist()
        if len(files) > _MAX_FILES or sum(file.file_size for file in files) > _MAX_BYTES:
            raise Unreadable(f"it contains more than {_MAX_BYTES:,} bytes or {_MAX_FILES:,} files")
        for file in files:
            archive.read(file)  # raises for a damaged one
        self._files = {file.filename: file for file in files}
        self._archive = archive

    def __getitem__(self, name: str) -> bytes:
        return self._archive.read(self._files[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class EpubContainer:
    """The files of one EPUB; raises `Unreadable` where a reading system would give up.

    Facts of the same documents that were read before are taken from `cache`; those of an edition
    for a shop are made plain.
    """

    def __init__(self, path: Path, cache: Cache, make_plain: Plain = lambda _: None) -> None:
        self._cache = cache
        self._make_plain = make_plain
        try:
            self._files = _Files(path.read_bytes())
        except _DAMAGED as error:
            raise Unreadable(f"not a ZIP archive: {error}") from error
        rootfile = self._parse(_CONTAINER).find(f"{_OCF}rootfiles/{_OCF}rootfile")
        if rootfile is None:
            raise Unreadable(f"{_CONTAINER} names no package document")
        self._opf = rootfile.get("full-path", "")
        self.package = self._parse(self._opf)

    def _parse(self, href: str) -> etree._Element:
        self._require(href)
        return parse(href, self._files[href])

    def _require(self, href: str) -> None:
        if href not in self._files:
            raise Unreadable(f"{href} is not in the container")

    @cached_property
    def _manifest(self) -> Mapping[str, etree._Element]:
        items = self.package.iterfind(f"{OPF}manifest/{OPF}item")
        return {item.get("id", ""): item for item in items}

    @cached_property
    def spine(self) -> list[Document]:
        """The content documents in reading order."""
        names = [r.get("idref", "") for r in self.package.iterfind(f"{OPF}spine/{OPF}itemref")]
        return [self._document(self._manifest[name]) for name in names if name in self._manifest]

    @cached_property
    def nav(self) -> Document:
        """The navigation document (EPUB 3.3, 5.5.1: the one with the property `nav`)."""
        for item in self._manifest.values():
            if "nav" in item.get("properties", "").split():
                return self._document(item)
        raise Unreadable("the package names no navigation document")

    @cached_property
    def ncx(self) -> Document:
        """The NCX of EPUB 2."""
        for item in self._manifest.values():
            if item.get("media-type") == NCX_TYPE:
                return self._document(item)
        raise Unreadable("the package names no NCX")

    def _document(self, item: etree._Element) -> Document:
        href = resolve(item.get("href", ""), self._opf)
        self._require(href)
        document = Document(href, self._files, self._cache, self._make_plain)
        _ = document.facts  # raises here where it cannot be read
        document.forget_tree()
        return document

    @property
    def files(self) -> Mapping[str, bytes]:
        """All files by their addresses inside the container."""
        return self._files

    def items(self) -> Iterator[tuple[str, str]]:
        """The address and the media type of each file that the package lists."""
        for item in self._manifest.values():
            yield resolve(item.get("href", ""), self._opf), item.get("media-type", "")

    @property
    def cover(self) -> str:
        """The address of the image that is the cover; empty without one."""
        named = self.package.find(f"{OPF}metadata/{OPF}meta[@name='cover']")
        old = "" if named is None else named.get("content", "")
        for name, item in self._manifest.items():
            if "cover-image" in item.get("properties", "").split() or name == old:
                return resolve(item.get("href", ""), self._opf)
        return ""

    def styles(self) -> Iterator[bytes]:
        """The style sheets of the package."""
        for item in self._manifest.values():
            if item.get("media-type") == "text/css":
                yield self._files.get(resolve(item.get("href", ""), self._opf), b"")

    def images(self) -> Iterator[ImageFile]:
        """Each image that the package lists."""
        for item in self._manifest.values():
            href = resolve(item.get("href", ""), self._opf)
            media_type = item.get("media-type", "")
            if media_type.startswith("image/") and href in self._files:
                is_cover = "cover-image" in item.get("properties", "").split()
                yield ImageFile(href, media_type, self._files[href], is_cover)

    def documents(self) -> Iterator[Document]:
        """The documents of the spine, each once."""
        seen: set[str] = set()
        for document in self.spine:
            if document.href not in seen:
                seen.add(document.href)
                yield document
