"""What the bytes of a picture are, and pictures of pages as those that every product shows."""

from __future__ import annotations

import base64
import binascii
import io
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pypdfium2
from lxml import etree

from publish.external import ToolFailed, locate_program, run
from publish.files import temporary_folder
from publish.model.xmlsafe import parse_untrusted

_S = "{http://www.w3.org/2000/svg}"
SHOWN = (".png", ".jpg", ".gif", ".webp", ".svg")
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"%PDF-", ".pdf"),
    (b"%!PS", ".eps"),
    (b"\xc5\xd0\xd3\xc6", ".eps"),
    (b"\xd7\xcd\xc6\x9a", ".wmf"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
    (b"BM", ".bmp"),
)
# What the style sheet of a drawing would load: fonts and other sheets, which no product may need.
# Other fonts are in their place then.
_OUTSIDE = re.compile(rb"@font-face\s*\{[^{}]*url\([^{}]*\}|@import\s[^;{}<]*;", re.I)
_PDF_SCALE = 300 / 72  # pixels per point of a page that becomes a picture
_LONGEST_SIDE = 6000  # pixels of such a picture
_SECONDS, _MEMORY = 30, 2_000_000_000
_GHOSTSCRIPT = (
    *("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-dLastPage=1"),
    "-sDEVICE=pdfwrite",
)


def picture_suffix(content: bytes) -> str:
    """The suffix for what the bytes are, "" for what is not known."""
    for signature, suffix in _SIGNATURES:
        if content.startswith(signature):
            return suffix
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    if content[40:44] == b" EMF":
        return ".emf"
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return ".svg" if head.startswith(b"<") and b"<svg" in content[:4000] else ""


def as_shown(content: bytes) -> tuple[bytes, str]:
    """A picture that products show and its suffix; what cannot become one has another suffix."""
    suffix = picture_suffix(content)
    if suffix == ".svg":
        return _without_web_pages(_OUTSIDE.sub(b"", content)), suffix
    if suffix == ".eps" and (page := _page_of_eps(content)):
        content, suffix = page, ".pdf"
    if suffix != ".pdf":
        return content, suffix
    drawn = _drawn_page(content)
    return (content, suffix) if drawn is None else (drawn, ".png")


def _without_web_pages(content: bytes) -> bytes:
    """A drawing that shows in its other words what it has as pieces of web pages, too.

    Programs for diagrams write both, for viewers with and without web pages (SVG 2, 5.8).
    """
    if b"<foreignObject" not in content or b"<switch" not in content:
        return content
    try:
        root = parse_untrusted(content)
    except etree.XMLSyntaxError:
        return content
    for around in list(root.iter(f"{_S}switch")):
        for piece in around.findall(f"{_S}foreignObject"):
            if piece.getnext() is not None:
                around.remove(piece)
    return etree.tostring(root)


def _page_of_eps(content: bytes) -> bytes | None:
    """The drawing as a PDF; None without Ghostscript, or where it fails."""
    if locate_program("gs") is None:
        return None
    with temporary_folder() as folder:
        (folder / "a.eps").write_bytes(content)
        argv: list[str | Path] = [
            *_GHOSTSCRIPT,
            f"-sOutputFile={folder / 'a.pdf'}",
            folder / "a.eps",
        ]
        try:
            run(argv, timeout=_SECONDS, folder=folder, memory=_MEMORY)
        except ToolFailed:
            return None
        return (folder / "a.pdf").read_bytes() if (folder / "a.pdf").is_file() else None


def _drawn_page(content: bytes) -> bytes | None:
    """The first page of a PDF as a PNG; None if it cannot be drawn."""
    try:
        page = pypdfium2.PdfDocument(content)[0]
        scale = min(_PDF_SCALE, _LONGEST_SIDE / max(*page.get_size(), 1))
        stream = io.BytesIO()
        page.render(scale=scale).to_pil().save(stream, "PNG")
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        return None
    return stream.getvalue()


def content_of_address(address: str) -> bytes | None:
    """The bytes in an address `data:image/…`; None if they are damaged or no picture."""
    head, _, data = address.partition(",")
    if not head.lower().startswith("data:image/"):
        return None
    content = unquote_to_bytes(data)
    if not head.lower().endswith(";base64"):
        return content
    try:
        return base64.b64decode(content, validate=False)
    except binascii.Error:
        return None
