"""Finds and reads the releases below a folder; what is damaged is reported, all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from publish.diagnostics import Diagnostic, Location, Report
from publish.errors import UsageError
from publish.files import sha256_of
from publish.releases.catalogue.record import File, Record
from publish.releases.naming import version_name

_UNUSABLE = "REL-006"
_RECORD, _CHECKSUMS = "release.json", "SHA256SUMS"
_AT_BYTE = re.compile(r"\(byte (\d+)\)")
# Characters that XML cannot have, as JSON may write them, and those with which addresses are made.
_NO_TEXT = re.compile(
    rb"\\u00(0[0-8bcef]|1[0-9a-f])|\\u(d[89a-f]|f[df][def])|\xef\xb7\x90|\xef\xb7\x91", re.I
)
_DECODER = msgspec.json.Decoder(Record)


class FoundRelease(msgspec.Struct, frozen=True):
    """A release in the folder `book`/`version`."""

    book: str
    version: str
    record: Record


def read_releases(dist: Path, report: Report) -> list[FoundRelease]:
    """Every release below `dist`, by folder; REL-006 for each that cannot be catalogued."""
    folders = sorted({file.parent for name in (_RECORD, _CHECKSUMS) for file in _found(dist, name)})
    if not folders:
        hint = "release a book first: publish release BOOK DIR"
        raise UsageError(f"there is no release in {dist}", hint=hint)
    releases = []
    for folder in folders:
        found = _read(folder)
        if isinstance(found, FoundRelease):
            releases.append(found)
        else:
            report.extend([found])
    return releases


def _found(dist: Path, name: str) -> Iterator[Path]:
    """Files two folders down; hidden folders are what a killed run left, links lead to twins."""
    for file in dist.glob(f"[!.]*/[!.]*/{name}"):
        if not file.parent.is_symlink() and not file.parents[1].is_symlink():
            yield file


def _read(folder: Path) -> FoundRelease | Diagnostic:
    place = Location(str(folder / _RECORD))
    try:
        content = (folder / _RECORD).read_bytes()
        record = _DECODER.decode(content)
    except FileNotFoundError:
        return _unusable(Location(str(folder)), f"the release has no {_RECORD}")
    except OSError as error:
        return _unusable(place, f"the record cannot be read: {error.strerror}")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        line = _line_of(str(error), content)
        return _unusable(msgspec.structs.replace(place, line=line), f"not a record: {error}")
    problem = next(_problems(folder, content, record), None)
    return problem or FoundRelease(folder.parent.name, folder.name, record)


def _line_of(message: str, content: bytes) -> int:
    """The line of the byte that a message names; 0 if it names none."""
    at = _AT_BYTE.search(message)
    return content.count(b"\n", 0, int(at[1])) + 1 if at else 0


def _problems(folder: Path, content: bytes, record: Record) -> Iterator[Diagnostic]:
    place = Location(str(folder / _RECORD))
    if bad := _NO_TEXT.search(content):
        line = content.count(b"\n", 0, bad.start()) + 1
        place = msgspec.structs.replace(place, line=line)
        yield _unusable(place, "the record has a character that no text may have")
    if version_name(record.version) != folder.name:
        yield _unusable(place, f"the record is of version {record.version}, not of {folder.name}")
    if not _is_listed(folder, content):
        yield _unusable(place, f"the record is not the one that {_CHECKSUMS} lists")
    for file in (*(edition.file for edition in record.editions), *record.files):
        if message := _missing(folder, file):
            yield _unusable(Location(str(folder / file.name)), message)


def _is_listed(folder: Path, content: bytes) -> bool:
    try:
        listed = (folder / _CHECKSUMS).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return f"{sha256_of(content)}  {_RECORD}\n" in listed


def _missing(folder: Path, file: File) -> str:
    """What a look at a file shows to be wrong; the check of a release reads its bytes."""
    path = folder / file.name
    try:
        if file.files:
            return "" if path.is_dir() else "the folder is missing"
        size = path.stat().st_size
    except OSError:
        return "the file is missing"
    return (
        "" if size == file.size else f"the file has {size} bytes, and the record says {file.size}"
    )


def _unusable(place: Location, message: str) -> Diagnostic:
    hint = "fetch the release again or release it again; `publish release --check` shows more"
    return Diagnostic(_UNUSABLE, message, place, hint=hint)
