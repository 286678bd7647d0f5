"""Reads the images that the text shows, and refuses what a reading system could not trust."""

from __future__ import annotations

import io
import posixpath
import warnings
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import etree
from PIL import Image, UnidentifiedImageError

from publish.diagnostics import Location, Report
from publish.model.book import Resource
from publish.model.xhtml import X, place_of
from publish.sources.gate import read_inside

# EPUB 3.3, 3.2: core media types of images.
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
_MOST_PIXELS = 50_000_000
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = frozenset({"script", "foreignObject", "iframe", "audio", "video", "handler"})
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class Images:
    """The images of one book, read once each."""

    def __init__(self, folder: Path, report: Report) -> None:
        self._folder = folder
        self._report = report
        self._read: dict[str, Resource | None] = {}

    def take(self, body: etree._Element, path: str, file: str) -> None:
        """Read every image below `body`, a part of the file named `file`, and point to it."""
        for image in body.iter(f"{X}img"):
            place = place_of(image, path)
            self._check_alternative(image, place)
            if resource := self.read(image.get("src", ""), file, place):
                image.set("src", resource.href)

    def _check_alternative(self, image: etree._Element, place: Location) -> None:
        classes = image.get("class", "").split()
        if image.get("alt", "").strip() or "decorative" in classes:
            return
        hint = "write it between the brackets, or mark the image `{.decorative}`"
        self._report.add("RES-005", "an image without alternative text", place, hint=hint)

    def read(self, source: str, file: str, place: Location) -> Resource | None:
        """The image that `source` in the manuscript's `file` names."""
        parts = _split(source)
        if parts is None or parts.scheme or parts.netloc:
            hint = "put the image into the book's folder"
            self._report.add("RES-006", f"`{source}` lies outside the book", place, hint=hint)
            return None
        name = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(parts.path)))
        if name not in self._read:
            content = read_inside(self._folder, name, place, self._report)
            self._read[name] = self._checked(name, content, place) if content else None
        return self._read[name]

    def _checked(self, name: str, content: bytes, place: Location) -> Resource | None:
        try:
            if name.lower().endswith(".svg"):
                media_type = _check_svg(content)
            else:
                media_type = _check_raster(content)
        except (ValueError, OSError, etree.XMLSyntaxError, Image.DecompressionBombError) as error:
            self._report.add("RES-007", f"`{name}` is not a usable image: {error}", place)
            return None
        return Resource(f"images/{name.removeprefix('images/')}", media_type, content)

    @property
    def resources(self) -> tuple[Resource, ...]:
        """All that was read, by name."""
        found = {resource.href: resource for resource in self._read.values() if resource}
        return tuple(found[href] for href in sorted(found))


def _split(source: str) -> SplitResult | None:
    """The parts of an address; None when it is none."""
    try:
        return urlsplit(source)
    except ValueError:
        return None


def _check_raster(content: bytes) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with _opened(content) as image:
            width, height = image.size
            if width * height > _MOST_PIXELS:
                raise ValueError(f"{width} × {height} pixels, more than {_MOST_PIXELS:,}")
            media_type = _TYPES.get(image.format or "")
            image.verify()
    if media_type is None:
        raise ValueError("neither PNG, JPEG, WebP, GIF nor SVG")
    return media_type


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content))
    except UnidentifiedImageError:
        raise ValueError("neither PNG, JPEG, WebP, GIF nor SVG") from None


def _check_svg(content: bytes) -> str:
    root = etree.fromstring(content, _SAFE)
    if root.tag != f"{{{_SVG}}}svg":
        raise ValueError("its root is not an svg element")
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("an SVG with a document type is not read")
    for node in root.iter(etree.Element):
        _check_svg_element(node)
    return "image/svg+xml"


def _check_svg_element(node: etree._Element) -> None:
    tag = etree.QName(node).localname
    if tag in _ACTIVE:
        raise ValueError(f"its <{tag}> is active content")
    for name, value in node.attrib.items():
        local = etree.QName(name).localname
        if local.startswith("on"):
            raise ValueError(f"its `{local}` is active content")
        if local in ("href", "src") and not value.startswith(("#", "data:image/")):
            raise ValueError(f"it points to `{value}`")
