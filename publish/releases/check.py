"""Checks a finished release: no file has changed, and the signature is that of the publisher."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from publish.diagnostics import Diagnostic, Location
from publish.errors import UsageError
from publish.files import checksum_lines, parse_checksum_lines, read_product
from publish.releases.folder import CHECKSUMS
from publish.releases.record import RECORD
from publish.releases.signature import (
    PUBLIC_KEY,
    SIGNATURE,
    InvalidSignature,
    check_signature,
)

_CHANGED, _SIGNATURE = "REL-002", "REL-003"
_UNLISTED = frozenset({CHECKSUMS, SIGNATURE})


def check_files(folder: Path) -> Iterator[Diagnostic]:
    """REL-002 for each file that is not as the checksums and the record have it."""
    content = read_product(folder)
    if content is None or CHECKSUMS not in content.files:
        hint = "name the folder of one release: dist/BOOK/VERSION"
        raise UsageError(f"{folder} is not a release: it has no {CHECKSUMS}", hint=hint)
    actual = {name: digest for name, digest in content.files.items() if name not in _UNLISTED}
    text = (folder / CHECKSUMS).read_bytes().decode("utf-8", "replace")
    listed = parse_checksum_lines(text)
    if checksum_lines(listed) != text:
        yield _changed(folder / CHECKSUMS, "the list of checksums has changed")
    yield from _compared(folder, listed, actual)
    yield from _recorded(folder, actual)


def _compared(
    folder: Path, listed: Mapping[str, str], actual: Mapping[str, str]
) -> Iterator[Diagnostic]:
    for name in sorted(listed.keys() | actual.keys()):
        if name not in actual:
            yield _changed(folder / name, "the file is missing")
        elif name not in listed:
            yield _changed(folder / name, f"the file is not in {CHECKSUMS}")
        elif listed[name] != actual[name]:
            yield _changed(folder / name, "the file has other bytes than when it was released")


def _changed(path: Path, message: str) -> Diagnostic:
    hint = "fetch it again, or release again from the sources"
    return Diagnostic(_CHANGED, message, Location(str(path)), hint=hint)


def _recorded(folder: Path, actual: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What the record says of other bytes than there are, where the list was rewritten."""
    try:
        rows = list(recorded_files(read_record(folder)))
    except (ValueError, KeyError, TypeError, AttributeError):
        yield _changed(folder / RECORD, "the record cannot be read")
        return
    for name, digest in rows:
        if name in actual and actual[name] != digest:
            yield _changed(folder / RECORD, f"the record has another checksum of `{name}`")


def read_record(folder: Path) -> dict[str, Any]:
    """The record of a release; raises `ValueError` where it is not one."""
    content = json.loads((folder / RECORD).read_bytes())
    if not isinstance(content, dict):
        raise ValueError("not a record")
    return content


def recorded_files(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The name and hash of each file that a record names, those in folders by their path."""
    for file in [*(edition["file"] for edition in record["editions"]), *record["files"]]:
        if parts := file.get("files"):
            yield from ((f"{file['name']}/{name}", digest) for name, digest in parts.items())
        else:
            yield file["name"], file["sha256"]


def check_signed(folder: Path, public_key: bytes | None) -> tuple[list[Diagnostic], str]:
    """REL-003 if the signature is not that of the key, and what the signature says of itself.

    Without a `public_key`, the one in the release is used, which only proves that no byte changed.
    """
    own = folder / PUBLIC_KEY
    key = public_key or (own.read_bytes() if own.is_file() else None)
    signature = folder / SIGNATURE
    if not signature.is_file():
        if key is None:
            return [], ""
        return [_unsigned(signature, "the release is not signed")], ""
    if key is None:
        return [_unsigned(signature, "there is no public key to check the signature with")], ""
    try:
        comment = check_signature((folder / CHECKSUMS).read_bytes(), signature.read_bytes(), key)
    except InvalidSignature as error:
        return [_unsigned(signature, f"the signature is not valid: {error}")], ""
    return [], comment


def _unsigned(path: Path, message: str) -> Diagnostic:
    hint = "give the public key of the publisher with --key, and fetch the release again"
    return Diagnostic(_SIGNATURE, message, Location(str(path)), hint=hint)
