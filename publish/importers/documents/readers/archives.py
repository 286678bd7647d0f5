"""Archives that hold documents: what is in them by path, within limits.

The limits are on what an archive declares; reading stops at the declared size, so that a lie about
it ends in an error of the checksum.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from publish.importers.documents.source_files import LARGEST, UnreadableSource

_MOST_FILES = 20_000
_LARGEST_WHOLE = 2_000_000_000  # bytes of all files
_HIGHEST_RATIO = 400  # of the size of a file to that in the archive; text has up to about 50
_HEADER = 30  # bytes of the head of a file in an archive, without its name
_SMALL = 1_000_000  # bytes, of which no ratio is too high
_HIGHEST_RATIO_OF_ALL = 100  # of the sizes of all files, which bombs of small files exceed
_SMALL_WHOLE = 50_000_000  # bytes of all files, of which no ratio is too high


def open_archive(file: Path) -> zipfile.ZipFile:
    """A zip archive. Raises `UnreadableSource` for one that is damaged, encrypted or a bomb."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableSource(f"it is not a zip archive: {error}") from error
    entries = archive.infolist()
    _check_places(entries)
    _check_sizes(entries)
    encrypted = next((entry.filename for entry in entries if entry.flag_bits & 1), None)
    if encrypted:
        raise UnreadableSource(f"`{encrypted}` is encrypted")
    return archive


def _check_sizes(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse files that are larger than those of books, or far larger than they are stored."""
    whole = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_FILES or whole > _LARGEST_WHOLE:
        raise UnreadableSource("its archive holds more than any book")
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > LARGEST or (entry.file_size > _SMALL and ratio > _HIGHEST_RATIO):
            raise UnreadableSource(f"`{entry.filename}` is far larger than it is stored")
    stored = sum(entry.compress_size for entry in entries)
    if whole > _SMALL_WHOLE and whole > _HIGHEST_RATIO_OF_ALL * stored:
        raise UnreadableSource("its files together are far larger than they are stored")


def _check_places(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse files that share bytes of the archive, as in bombs."""
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise UnreadableSource(f"`{entry.filename}` lies over another file of its archive")
        end = entry.header_offset + _HEADER + len(entry.filename.encode()) + entry.compress_size


def check_contents(archive: zipfile.ZipFile) -> None:
    """Read all files of an archive once, so that what it says of their size is true."""
    try:
        damaged = archive.testzip()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, zlib.error) as error:
        raise UnreadableSource(f"it is damaged: {error}") from error
    if damaged:
        raise UnreadableSource(f"`{damaged}` is damaged")


_PROGRAMS = re.compile(r"vbaProject|(?:^|/)(?:embeddings|activeX|Basic|Scripts|Object \d+)/", re.I)


def programs_in(archive: zipfile.ZipFile) -> Iterator[str]:
    """The macros, embedded objects and templates from elsewhere in a document."""
    yield from (name for name in archive.namelist() if _PROGRAMS.search(name))
    settings = "word/_rels/settings.xml.rels"
    if settings in archive.namelist() and b"attachedTemplate" in archive.read(settings):
        yield "attached template"


class Members:
    """The files of an archive by path, compared after decoding and in composed letters (NFC)."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {
            normal_path(name): entry
            for entry in archive.infolist()
            if not entry.is_dir()
            for name in _names(entry)
        }

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, None without one. Raises `UnreadableSource` if it is damaged."""
        entry = self._entries.get(normal_path(path))
        if entry is None:
            return None
        try:
            return self._archive.read(entry)
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
            raise UnreadableSource(f"`{path}` is damaged: {error}") from error


def normal_path(path: str) -> str:
    """A path as names are compared: decoded, without `.` and `..`, in composed letters."""
    return unicodedata.normalize("NFC", posixpath.normpath(unquote(path)))


def _names(entry: zipfile.ZipInfo) -> list[str]:
    """The name, and as UTF-8 where its flag is not set, as by an ordinary `zip`."""
    if entry.flag_bits & 0x800:
        return [entry.filename]
    try:
        return [entry.filename, entry.filename.encode("cp437").decode("utf-8")]
    except UnicodeError:
        return [entry.filename]
