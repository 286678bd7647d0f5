"""Reads the images that the text shows, and refuses what a reading system could not trust."""

from __future__ import annotations

import posixpath
import struct
import zlib
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec
from lxml import etree

from publish.cache import Cache, digest, toolchain
from publish.config import limits
from publish.diagnostics import Location, Report, Severity
from publish.model.alt_text import alt_text_problem
from publish.model.book import Resource
from publish.model.xhtml import X, source_location
from publish.sources.files.book_files import read_inside
from publish.sources.safety.svg import SVG, check_svg

# EPUB 3.3, 3.2: core media types of images.
_TYPES = frozenset({SVG, "image/png", "image/jpeg", "image/webp", "image/gif"})
_DECODER = msgspec.msgpack.Decoder(dict[str, str])
_NONE = msgspec.msgpack.encode({})
# What a damaged image makes its decoder raise, beside the errors of its own.
_DAMAGED = (
    ValueError, OSError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError,
    struct.error, zlib.error,
)  # fmt: skip


class Images:
    """The images of one book, read once each.

    `lenient` lets one pass that nobody described: a warning then, and a PDF is none of it.
    """

    def __init__(
        self, folder: Path, report: Report, *, cache: Cache, lenient: bool = False
    ) -> None:
        self._severity = Severity.WARNING if lenient else Severity.ERROR
        self._cache = cache
        self._folder = folder
        self._report = report
        self._read: dict[str, Resource | None] = {}
        self._key = digest(toolchain(), str(folder))
        self._fresh = False

    def take(self, body: etree._Element, path: str, file: str) -> None:
        """Read every image below `body`, a part of the file named `file`, and point to it."""
        for image in body.iter(f"{X}img"):
            place = source_location(image, path)
            self._check_alternative(image, place)
            if resource := self.read(image.get("src", ""), file, place):
                image.set("src", resource.href)

    def _check_alternative(self, image: etree._Element, place: Location) -> None:
        if alt_text_problem(image) != "missing":
            return
        hint = "write it between the brackets, or mark the image `{.decorative}`"
        message = "an image without alternative text"
        self._report.add("RES-005", message, place, hint=hint, severity=self._severity)

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
            self._read[name] = self._checked(name, content, place) if content is not None else None
        return self._read[name]

    def _checked(self, name: str, content: bytes, place: Location) -> Resource | None:
        try:
            media_type = self._media_type(name, content)
        except _DAMAGED as error:
            self._report.add("RES-007", f"`{name}` is not a usable image: {error}", place)
            return None
        return Resource(f"images/{name.removeprefix('images/')}", media_type, content)

    def _media_type(self, name: str, content: bytes) -> str:
        """What an image is that can be trusted; the same bytes are looked through once."""
        drawing = name.lower().endswith(".svg")
        key = digest("drawing" if drawing else "picture", content)
        known = self._trusted.get(key)
        if known in _TYPES:
            return known
        if drawing:
            found = check_svg(content)
        else:
            from publish.sources.safety.raster import check_raster  # Pillow, for new pictures alone

            found = check_raster(content)
        self._trusted[key] = found
        self._fresh = True
        return found

    @cached_property
    def _trusted(self) -> dict[str, str]:
        """The media types of all images of the book that were ever looked through."""
        try:
            return _DECODER.decode(self._cache.load("image", self._key) or _NONE)
        except msgspec.DecodeError:
            return {}

    def keep(self) -> None:
        """Let later readings of the book know which images were looked through."""
        if self._fresh:
            self._cache.store("image", self._key, msgspec.msgpack.encode(self._trusted))

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


def check_cover(cover: Resource | None, place: Location, report: Report) -> None:
    """Warn of a cover that shops will refuse; a drawing has no pixels."""
    if cover is None or cover.media_type == SVG:
        return
    from publish.sources.safety.raster import size_of

    width, height = size_of(cover.content)
    if width < limits.SMALLEST_COVER[0] or height < limits.SMALLEST_COVER[1]:
        asked = " × ".join(map(str, limits.SMALLEST_COVER))
        message = f"the cover has {width} × {height} pixels, fewer than {asked}"
        hint = "shops ask for 1600 × 2560"
        report.add("RES-011", message, place, hint=hint, severity=Severity.WARNING)
