"""Pictures of the source as files of the book: named, recognised by content, each once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from publish.files import sha256_of
from publish.importers.documents.conversion.names import is_external, project_path, slug
from publish.importers.documents.conversion.picture_formats import (
    SHOWN,
    as_shown,
    content_of_address,
)
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.program import Parsed
from publish.importers.documents.project import Project

_FOLDER = "images"
_REMOTE = re.compile(r"(?:https?|ftp)://|//", re.I)


class PlacedPictures:
    """Gives each picture of a project a place in the book; `files` are those placed so far."""

    def __init__(self, project: Project, parsed: Mapping[str, Parsed]) -> None:
        self.files: dict[str, bytes] = {}
        self._project = project
        self._parsed = parsed
        self._places: dict[str, str] = {}  # of the hash of a content

    def place(self, document: str, target: str) -> str | None:
        """The path in the book of a picture that a document names; None where there is none that
        a product shows, which is in the ledger."""
        content = self._content(document, target)
        if content is None:
            kind = LossKind.REMOTE_PICTURE if _REMOTE.match(target) else LossKind.PICTURE
            self._project.ledger.add(kind, document, target)
            return None
        content, suffix = as_shown(content)
        if suffix not in SHOWN:
            form = suffix.lstrip(".").upper() or "unknown"
            self._project.ledger.add(LossKind.PICTURE_FORMAT, document, f"{target} ({form})")
            return None
        key = sha256_of(content)
        if key not in self._places:
            self._places[key] = self._free_name(target, suffix)
            self.files[self._places[key]] = content
        return self._places[key]

    def _content(self, document: str, target: str) -> bytes | None:
        media = self._parsed[document].media
        if target in media:
            return media[target]
        if target.lower().startswith("data:"):
            return content_of_address(target)
        if is_external(target):
            return None
        path = unquote(target.partition("#")[0])
        return self._project.read_file(project_path(document, path))

    def _free_name(self, target: str, suffix: str) -> str:
        is_data = target.lower().startswith("data:")
        stem = "" if is_data else slug(posixpath.splitext(posixpath.basename(unquote(target)))[0])
        stem = stem or "picture"
        name, count = f"{_FOLDER}/{stem}{suffix}", 1
        while name in self.files:
            count += 1
            name = f"{_FOLDER}/{stem}-{count}{suffix}"
        return name
