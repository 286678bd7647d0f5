"""The files to deliver, each with its hash and its stage.

The stages follow each other: the files of releases, then pages and feeds that lead to them, then
the checksums that make a release complete, then the files `latest` that name the newest version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from enum import IntEnum
from pathlib import Path, PurePosixPath

import msgspec

from publish.delivery.failures import UNFIT, Failure
from publish.delivery.stores import CHUNK, Digest, Headers, digest_of

CHECKSUMS, SIGNATURE, LATEST = "SHA256SUMS", "SHA256SUMS.minisig", "latest"
RECORD = "release.json"
_TYPES = {
    ".atom": "application/atom+xml",
    ".bib": "application/x-bibtex",
    ".css": "text/css",
    ".epub": "application/epub+zip",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
}
_TEXT = {"", ".minisig", ".pub", ".txt"}
_DAY, _ALWAYS = "public, max-age=86400", "no-cache"  # RFC 9111, section 5.2


class Stage(IntEnum):
    """When a file is sent."""

    FILES = 0
    PAGES = 1
    CHECKSUMS = 2
    LATEST = 3


class LocalFile(msgspec.Struct, frozen=True):
    """A file to deliver, by its path at the target."""

    name: str
    path: Path
    digest: Digest
    stage: Stage

    @property
    def headers(self) -> Headers:
        """What a web server is to say of it; only the files of a release stay as they are."""
        suffix = PurePosixPath(self.name).suffix.lower()
        text = "text/plain; charset=utf-8" if suffix in _TEXT else "application/octet-stream"
        age = _DAY if self.stage is Stage.FILES else _ALWAYS
        return Headers(_TYPES.get(suffix, text), age)


class Parcel(msgspec.Struct, frozen=True):
    """All files to deliver by name, and the folders of the releases among them."""

    files: Mapping[str, LocalFile]
    releases: Set[str]

    def release_of(self, name: str) -> str | None:
        """The release that a file belongs to."""
        folders = (str(folder) for folder in PurePosixPath(name).parents)
        return next((folder for folder in folders if folder in self.releases), None)


def pack(dist: Path) -> Parcel:
    """The files of a folder, without hidden ones; raises `Failure` if one cannot be delivered."""
    names = {path.relative_to(dist).as_posix(): path for path in sorted(_visible_files(dist))}
    releases = frozenset(
        str(PurePosixPath(name).parent)
        for name in names
        if PurePosixPath(name).name == RECORD and _beside(name, CHECKSUMS) in names
    )
    if "." in releases:
        hint = f"deliver the folder that it is in: publish deliver {dist.resolve().parent} TARGET"
        raise Failure(UNFIT, "the folder is a single release", hint=hint)
    ours = {CHECKSUMS, *(_beside(release, LATEST) for release in releases)}
    files = {
        name: LocalFile(name, path, local_digest(path), _stage(name, releases))
        for name, path in names.items()
        if name not in ours
    }
    if not files:
        hint = "make a release first: publish release BOOK DIST"
        raise Failure(UNFIT, "there is nothing to deliver", hint=hint)
    return Parcel(files, releases)


def _visible_files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            hint = "replace the link by the file or folder that it leads to"
            raise Failure(UNFIT, f"{path} is a link", hint=hint)
        if not path.name.isprintable() or "\\" in path.name:
            hint = "rename it: its name has a line break, a backslash or the like"
            raise Failure(UNFIT, f"{str(path)!r} cannot be listed", hint=hint)
        if path.is_dir():
            yield from _visible_files(path)
        else:
            yield path


def _beside(name: str, other: str) -> str:
    return str(PurePosixPath(name).with_name(other))


def _stage(name: str, releases: Set[str]) -> Stage:
    path = PurePosixPath(name)
    if not any(str(folder) in releases for folder in path.parents):
        return Stage.PAGES
    is_list = str(path.parent) in releases and path.name in (CHECKSUMS, SIGNATURE)
    return Stage.CHECKSUMS if is_list else Stage.FILES


def local_digest(path: Path) -> Digest:
    """Size and hash of a file of this machine."""
    with path.open("rb") as file:
        return digest_of(iter(lambda: file.read(CHUNK), b""))
