"""Small folders of releases: what `publish release` writes, as far as a delivery looks at it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from publish.files import checksum_lines

Files = Mapping[str, bytes]


def write_files(folder: Path, files: Files) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def release(words: str, *more: str) -> dict[str, bytes]:
    """The files of a release, whose contents are made of a few words."""
    files = {
        "a book.epub": words.encode() * 9000,
        "größe & maß.txt": b"",
        "web/index.html": f"<p>{words}</p>".encode(),
        "release.json": json.dumps({"editions": [], "files": [], "words": words}).encode(),
        **{name: f"{name} of {words}".encode() for name in more},
    }
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return {**files, "SHA256SUMS": checksum_lines(hashes).encode()}


def dist(releases: Mapping[str, Files], pages: Files) -> dict[str, bytes]:
    """The files of a folder with releases and pages."""
    files = {f"{folder}/{name}": each[name] for folder, each in releases.items() for name in each}
    return {**files, **pages}


def pages(words: str) -> dict[str, bytes]:
    """Pages and a feed, which differ by some words."""
    return {"index.html": words.encode(), "catalogue/feed 1.xml": f"<f>{words}</f>".encode()}


FIRST = dist({"tides/1.0": release("tides")}, pages("one book"))
# Another version and another book come, and pages change.
MORE = dist(
    {
        "tides/1.0": release("tides"),
        "tides/1.1": release("more tides", "notes.md"),
        "weirs/2.0": release("weirs"),
    },
    pages("two books"),
)
# A version is replaced: a file of it changes, one comes and one goes.
WITH_NOTES = dist({"tides/1.0": release("tides", "notes.md")}, pages("one book"))
REPLACED = dist({"tides/1.0": release("tides!", "errata.md")}, pages("one book, mended"))
