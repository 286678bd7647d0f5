"""The zip container (EPUB OCF 3.3, 4): the same bytes for the same book, and whole.

EbookLib writes the wall clock into every entry and checks no names; so its archive is written anew
here, and read back before it replaces anything.
"""

from __future__ import annotations

import io
import posixpath
import struct
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec
from lxml import etree

from publish.errors import PublishError
from publish.outputs.epub.memo import kept
from publish.outputs.epub.zipping import Pressed, press, stays, zipped

FOLDER = "EPUB"
MIMETYPE = b"application/epub+zip"
# Bytes of a local header before its name, and those of them before the lengths of name and extra
# field (APPNOTE 6.3.9, 4.3.7).
_HEADER, _LENGTHS = 30, 26
_READER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_ADDRESSES = etree.XPath("//@href | //@src", smart_strings=False)
_ANCHORS = etree.XPath("//@id", smart_strings=False)


class BrokenArchive(PublishError):
    """The finished container does not hold together: a fault of the toolchain."""


def pack(files: Mapping[str, bytes], pressed: Mapping[str, Pressed] | None = None) -> bytes:
    """A zip of those files: `mimetype` first and stored, the others by name, no clock, no owner."""
    return joined(entries(files, pressed or {}))


def entries(files: Mapping[str, bytes], pressed: Mapping[str, Pressed]) -> dict[str, Known]:
    """Each file as it will stand in the zip, in the order in which they will.

    `pressed` are those that were compressed before, by name.
    """
    check_names(files)
    names = [*(["mimetype"] if "mimetype" in files else []), *sorted(set(files) - {"mimetype"})]
    return {
        name: Known(files[name], pressed.get(name) or _pressed(name, files[name])) for name in names
    }


def joined(files: Mapping[str, Known]) -> bytes:
    """The zip of those entries."""
    return zipped((name, each.pressed) for name, each in files.items())


def _pressed(name: str, content: bytes) -> Pressed:
    """An entry's content compressed, now or before."""
    if stays(name):
        return press(name, content)
    made = kept("pressed", (content,), lambda: msgspec.msgpack.encode(press(name, content)))
    return msgspec.msgpack.decode(made, type=Pressed)


def unpack(archive: bytes, known: Mapping[str, Known] | None = None) -> dict[str, bytes]:
    """The files of a zip by name; one that is there twice is an error.

    What stands in it as it was pressed, of those that are `known`, is not inflated again.
    """
    before = known or {}
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        check_names(opened.namelist())
        return {
            each.filename: before[each.filename].content
            if each.filename in before and _holds(archive, each, before[each.filename].pressed)
            else opened.read(each)
            for each in opened.infolist()
        }


def _holds(archive: bytes, entry: zipfile.ZipInfo, pressed: Pressed) -> bool:
    """Whether an entry of a zip is that content, as the file has it and as its directory says."""
    said = (entry.compress_type, entry.CRC, entry.file_size, entry.compress_size)
    name, extra = struct.unpack_from("<2H", archive, entry.header_offset + _LENGTHS)
    start = entry.header_offset + _HEADER + name + extra
    right = (pressed.method, pressed.check, pressed.size, len(pressed.content))
    return said == right and archive.startswith(pressed.content, start)


def check_names(names: Iterable[str]) -> None:
    """Refuse names that leave the container, or that some file system would confuse (OCF 4.2.3)."""
    seen: set[str] = set()
    for name in names:
        parts = name.split("/")
        if not all(parts) or {".", ".."} & set(parts) or set(name) & set('\\:*?"<>|\0'):
            raise BrokenArchive(f"`{name}` is no name for a file of an EPUB")
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            raise BrokenArchive(f"two files of the EPUB are named `{name}`, but for case")
        seen.add(folded)


class Names(msgspec.Struct, frozen=True):
    """What a document names: its own anchors, and files with anchors in them, "" for none."""

    anchors: list[str]
    references: list[tuple[str, str]]


class Known(NamedTuple):
    """A file of the container, plain and pressed; `names` of a document that was read back."""

    content: bytes
    pressed: Pressed
    names: Names | None = None


def names_in(name: str, content: bytes) -> Names:
    """Read a document of the container back."""
    root = etree.fromstring(content, _READER)
    return Names(_ANCHORS(root), list(_references(name, root)))


def check(archive: bytes, known: Mapping[str, Known] | None = None) -> None:
    """Read the container back: every file that is named is there, every `#id` is in its file.

    `known` are the files that should be in it, by name; what a document names is taken from there
    where it has these bytes still.
    """
    files = unpack(archive, known)
    if next(iter(files)) != "mimetype" or files["mimetype"] != MIMETYPE:
        raise BrokenArchive("the EPUB does not begin with its media type")
    documents = {
        name: _known(name, content, known or {})
        for name, content in files.items()
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml"))
    }
    anchors = {name: set(found.anchors) for name, found in documents.items()}
    for name, found in documents.items():
        for target, fragment in found.references:
            if target not in files:
                raise BrokenArchive(f"{name} names {target}, which is not in the EPUB")
            if fragment and fragment not in anchors.get(target, set()):
                raise BrokenArchive(f"{name} points to #{fragment}, which is not in {target}")


def _known(name: str, content: bytes, known: Mapping[str, Known]) -> Names:
    before = known.get(name)
    if before and before.names and before.content == content:
        return before.names
    found = kept("names", (name, content), lambda: msgspec.msgpack.encode(names_in(name, content)))
    return msgspec.msgpack.decode(found, type=Names)


def _references(name: str, root: etree._Element) -> Iterator[tuple[str, str]]:
    """The files and fragments inside the package that a document names."""
    if name == "META-INF/container.xml":
        return
    for written in dict.fromkeys(_ADDRESSES(root)):
        parts = urlsplit(written)
        if parts.scheme or not (parts.path or parts.fragment):
            continue
        path = posixpath.join(posixpath.dirname(name), unquote(parts.path))
        yield posixpath.normpath(path) if parts.path else name, parts.fragment
