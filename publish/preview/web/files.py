"""The files of a view: those of a folder, and those in an EPUB. Nothing is listed."""

from __future__ import annotations

import mimetypes
import zipfile
from pathlib import Path
from typing import NamedTuple

_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".ncx": "application/x-dtbncx+xml",
    ".opf": "application/oebps-package+xml",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".webmanifest": "application/manifest+json",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
}
_LARGEST = 64_000_000  # bytes of one file in an EPUB


class FileContent(NamedTuple):
    """The bytes of a file, and what they are."""

    content: bytes
    media_type: str


def media_type(name: str) -> str:
    """The media type of a file, by its name."""
    suffix = Path(name).suffix.lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def path_inside(folder: Path, name: str) -> Path | None:
    """The path of a file in a folder; None if there is none, or if it is elsewhere."""
    path = (folder / name).resolve() if "\0" not in name else folder
    return path if path.is_file() and path.is_relative_to(folder.resolve()) else None


def file_in_epub(epub: Path, name: str) -> FileContent | None:
    """A file in an EPUB."""
    try:
        with zipfile.ZipFile(epub) as archive:
            info = archive.getinfo(name)
            if info.is_dir() or info.file_size > _LARGEST:
                return None
            return FileContent(archive.read(info), media_type(name))
    except (KeyError, OSError, zipfile.BadZipFile):
        return None
