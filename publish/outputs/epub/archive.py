"""The zip container (EPUB OCF 3.3, 4): the same bytes for the same book, and complete.

EbookLib writes the current time into every entry and checks no names. So the archive is built here,
and read back before it replaces anything.
"""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from publish.cache import NO_CACHE, Cache, Memo
from publish.errors import PublishError
from publish.outputs.epub.items import MIMETYPE
from publish.outputs.epub.zipping import Deflated, build_zip, deflate, is_stored_uncompressed
from publish.outputs.pages.links import DocumentLinks, document_links

CONTAINER = "META-INF/container.xml"
# Bytes of a local header before its name, and before the lengths of name and extra field
# (APPNOTE 6.3.9, 4.3.7).
_HEADER, _LENGTHS = 30, 26


class BrokenArchive(PublishError):
    """The finished container is inconsistent: an internal error of the toolchain."""


class ArchiveEntry(NamedTuple):
    """A file of the container, plain and deflated; `links` if its document was read back."""

    content: bytes
    deflated: Deflated
    links: DocumentLinks | None = None


def pack(files: Mapping[str, bytes], known: Mapping[str, ArchiveEntry] | None = None) -> bytes:
    """A zip of those files: `mimetype` first and stored, the others by name, no clock, no owner."""
    return build_archive(archive_entries(files, known or {}, NO_CACHE))


def archive_entries(
    files: Mapping[str, bytes], known: Mapping[str, ArchiveEntry], cache: Cache
) -> dict[str, ArchiveEntry]:
    """The entries of the zip in their order; `known` are those that need not be compressed."""
    check_names(files)
    names = [*(["mimetype"] if "mimetype" in files else []), *sorted(set(files) - {"mimetype"})]
    return {
        name: known.get(name) or ArchiveEntry(files[name], _deflated(name, files[name], cache))
        for name in names
    }


def build_archive(entries: Mapping[str, ArchiveEntry]) -> bytes:
    """The zip of those entries."""
    return build_zip((name, entry.deflated) for name, entry in entries.items())


class _DeflateInputs(msgspec.Struct, frozen=True):
    content: bytes


class _LinkInputs(msgspec.Struct, frozen=True):
    name: str
    content: bytes


_DEFLATED = Memo("deflated", _DeflateInputs, Deflated)
_LINKS = Memo("links", _LinkInputs, DocumentLinks)


def _deflated(name: str, content: bytes, cache: Cache) -> Deflated:
    if is_stored_uncompressed(name):
        return deflate(name, content)
    return _DEFLATED.get(cache, _DeflateInputs(content), lambda: deflate(name, content))


def unpack(archive: bytes, known: Mapping[str, ArchiveEntry] | None = None) -> dict[str, bytes]:
    """The files of a zip by name; a name that is there twice is an error.

    An entry that is stored exactly as a `known` one is not inflated again.
    """
    known = known or {}
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        check_names(opened.namelist())
        return {
            info.filename: known[info.filename].content
            if info.filename in known and _stores(archive, info, known[info.filename].deflated)
            else opened.read(info)
            for info in opened.infolist()
        }


def _stores(archive: bytes, info: zipfile.ZipInfo, deflated: Deflated) -> bool:
    """Whether an entry has exactly that content, in the file and in the central directory."""
    actual = (info.compress_type, info.CRC, info.file_size, info.compress_size)
    expected = (deflated.method, deflated.crc, deflated.size, len(deflated.content))
    name, extra = struct.unpack_from("<2H", archive, info.header_offset + _LENGTHS)
    start = info.header_offset + _HEADER + name + extra
    return actual == expected and archive.startswith(deflated.content, start)


def check_names(names: Iterable[str]) -> None:
    """Refuse names that leave the container, or that a file system would confuse (OCF 4.2.3)."""
    seen: set[str] = set()
    for name in names:
        parts = name.split("/")
        if not all(parts) or {".", ".."} & set(parts) or set(name) & set('\\:*?"<>|\0'):
            raise BrokenArchive(f"`{name}` is not a valid name for a file of an EPUB")
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            raise BrokenArchive(f"two files of the EPUB are named `{name}`, except for case")
        seen.add(folded)


def check_archive(
    archive: bytes,
    known: Mapping[str, ArchiveEntry] | None = None,
    cache: Cache = NO_CACHE,
) -> None:
    """Read the container back: every file that is referred to exists, and every `#id` in it.

    `known` are the expected files by name; the links of a document with the same bytes are taken
    from there.
    """
    known = known or {}
    files = unpack(archive, known)
    if next(iter(files)) != "mimetype" or files["mimetype"] != MIMETYPE:
        raise BrokenArchive("the EPUB does not begin with its media type")
    documents = {
        name: _links(name, content, known.get(name), cache)
        for name, content in files.items()
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml"))
    }
    anchors = {name: set(links.anchors) for name, links in documents.items()}
    for name, links in documents.items():
        for target, fragment in links.references if name != CONTAINER else ():
            if target not in files:
                raise BrokenArchive(f"{name} refers to {target}, which is not in the EPUB")
            if fragment and fragment not in anchors.get(target, set()):
                raise BrokenArchive(f"{name} refers to #{fragment}, which is not in {target}")


def _links(name: str, content: bytes, known: ArchiveEntry | None, cache: Cache) -> DocumentLinks:
    if known and known.links and known.content == content:
        return known.links
    return _LINKS.get(cache, _LinkInputs(name, content), lambda: document_links(name, content))
