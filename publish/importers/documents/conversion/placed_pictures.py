"""Pictures of the source as files of the book: named, recognised by content, each once."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Mapping
from urllib.parse import unquote

import pypdfium2

from publish.files import sha256_of
from publish.importers.documents.conversion.names import is_external, slug
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.program import Parsed
from publish.importers.documents.project import Project

_FOLDER = "images"
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"%PDF-", ".pdf"),
)
_PDF_SCALE = 300 / 72  # pixels per point of a page that becomes a picture


class PlacedPictures:
    """Gives each picture of a project a place in the book; `files` are those placed so far."""

    def __init__(self, project: Project, parsed: Mapping[str, Parsed]) -> None:
        self.files: dict[str, bytes] = {}
        self._project = project
        self._parsed = parsed
        self._places: dict[str, str] = {}  # of the hash of a content

    def place(self, document: str, target: str) -> str | None:
        """The path in the book of a picture that a document names; None where it is not there."""
        content = self._content(document, target)
        if content is None:
            return None
        suffix = _suffix(content)
        if suffix == ".pdf":
            content, suffix = _drawn_page(content), ".png"
        if not suffix:
            self._project.ledger.add(LossKind.PICTURE_FORMAT, document, target)
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
        if is_external(target):
            return None
        target = target.partition("#")[0]
        path = posixpath.join(posixpath.dirname(document), unquote(target))
        if target.startswith("/"):  # a path in the project, as of MyST
            path = unquote(target).lstrip("/")
        return self._project.read_file(posixpath.normpath(path))

    def _free_name(self, target: str, suffix: str) -> str:
        stem = slug(posixpath.splitext(posixpath.basename(unquote(target)))[0]) or "picture"
        name, count = f"{_FOLDER}/{stem}{suffix}", 1
        while name in self.files:
            count += 1
            name = f"{_FOLDER}/{stem}-{count}{suffix}"
        return name


def _suffix(content: bytes) -> str:
    """The suffix for what the bytes are, "" for what no product shows."""
    for signature, suffix in _SIGNATURES:
        if content.startswith(signature):
            return suffix
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return ".svg" if head.startswith(b"<") and b"<svg" in content[:4000] else ""


def _drawn_page(content: bytes) -> bytes:
    """The first page of a PDF as a PNG."""
    page = pypdfium2.PdfDocument(content)[0]
    stream = io.BytesIO()
    page.render(scale=_PDF_SCALE).to_pil().save(stream, "PNG")
    return stream.getvalue()
