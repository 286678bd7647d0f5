"""The kinds of targets, each in a module that is imported when one of its kind is delivered to.

A module has `open_store`, which makes a `Store` for an address, and `explain`, which tells what
an error of its library means.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

import msgspec

from publish.delivery.address import Address
from publish.delivery.failures import Failure
from publish.errors import MissingTool

CHUNK = 1024 * 1024


class Digest(msgspec.Struct, frozen=True):
    """Size and hash of a file."""

    size: int
    sha256: str


class Headers(msgspec.Struct, frozen=True):
    """What a web server says of a file: its media type, and how long others may keep a copy."""

    media_type: str
    cache_control: str


class Store(Protocol):
    """The files of a target, by their path below its folder; each call may raise any error."""

    @property
    def renames(self) -> bool:
        """Whether files are written under another name first; else a file appears whole."""

    def sizes(self, folders: Sequence[str]) -> Mapping[str, int]:
        """The sizes of the files directly in the target, and of all below some of its folders."""

    def read(self, name: str) -> bytes:
        """The content of a small file."""

    def digest(self, name: str) -> Digest:
        """Size and hash of what the target has, not of what was sent."""

    def put(self, source: Path, name: str, headers: Headers) -> None:
        """Write a file, and the folders that it is in."""

    def move(self, old: str, new: str) -> None:
        """Rename a file, over one that is there."""

    def remove(self, name: str) -> None:
        """Remove a file; none may be there."""

    def close(self) -> None:
        """End the connection."""


class StoreModule(Protocol):
    """What a module of this package offers."""

    def open_store(self, address: Address) -> Store:
        """Connect to a target."""

    def explain(self, error: Exception) -> Failure:
        """The failure behind an error."""


def store_module(address: Address) -> StoreModule:
    """The module for a target; raises `MissingTool` if its library is not installed."""
    try:
        return cast(StoreModule, import_module(f"{__name__}.{address.kind.module}"))
    except ModuleNotFoundError as error:
        message = f"the library to deliver to {address.shown} is missing: {error.name}"
        hint = f'pip install "publish-book[{address.kind.extra}]"'
        raise MissingTool(message, hint=hint) from error


def digest_of(chunks: Iterable[bytes]) -> Digest:
    """Size and hash of a content that comes in pieces."""
    size, sha256 = 0, hashlib.sha256()
    for chunk in chunks:
        size += len(chunk)
        sha256.update(chunk)
    return Digest(size, sha256.hexdigest())


def walk(
    file_system: Any, folder: str, *, deep: bool = True, written: Callable[[str], str] = str
) -> dict[str, int]:
    """The sizes of the files below a folder of fsspec, by path; none if there is no such folder.

    `written` gives a path in the form that the file system takes.
    """
    try:
        entries = file_system.ls(written(folder), detail=True)
    except FileNotFoundError:
        return {}
    sizes = {}
    for entry in entries:
        name, facts = entry["name"], entry
        if entry["type"] == "link":
            facts = file_system.info(written(name))
        if facts["type"] == "file":
            sizes[name] = facts["size"]
        elif deep and facts["type"] == "directory":
            sizes |= walk(file_system, name, written=written)
    return sizes
