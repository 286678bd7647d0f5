"""Reads the images of the text, and refuses those that a reading system could not trust."""

from __future__ import annotations

import posixpath
import struct
import zlib
from contextlib import suppress
from functools import cached_property
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec
from lxml import etree

from publish.cache import Memo, digest
from publish.config import limits
from publish.diagnostics import Location, Report, Severity
from publish.model.alt_text import alt_text_problem
from publish.model.book import Resource
from publish.model.composition import composed
from publish.model.image_types import IMAGE_SUFFIXES, SVG_TYPE
from publish.model.markup import X
from publish.model.xhtml import source_location
from publish.render.drawing_fonts import FontChoice
from publish.sources.files.book_files import read_book_file
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.safety.svg import (
    FLATTENED,
    NOTHING_SHOWN,
    EmptyDrawingError,
    UndrawnError,
)

_HINTS = {UndrawnError: FLATTENED, EmptyDrawingError: NOTHING_SHOWN}
_EXPORTED_AGAIN = (
    f"export it again: as a PNG or JPEG of at most {limits.IMAGE_PIXELS // 1_000_000} million"
    " pixels, or as an SVG without scripts and references to other files"
)
_HEAD = 4096  # bytes in which the root of a drawing begins, after comments and a document type
# Decoders raise these for a damaged image, besides errors of their own.
_DAMAGED = (
    ValueError, OSError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError,
    struct.error, zlib.error,
)  # fmt: skip


class _ImageInputs(msgspec.Struct, frozen=True):
    book: str
    fonts: FontChoice


class _AcceptedImage(msgspec.Struct, frozen=True):
    """An image that is accepted; products have it `adapted`, or as it is."""

    media_type: str
    is_adapted: bool = False
    was_in_inks: bool = False
    pictured: str = ""  # what of a drawing only a picture of it shows


class _AdaptedInputs(msgspec.Struct, frozen=True):
    image: str
    fonts: FontChoice


_ACCEPTED = Memo("image", _ImageInputs, dict[str, _AcceptedImage])
_ADAPTED = Memo("adapted-image", _AdaptedInputs, bytes)


class Images:
    """The images of one book, read once each.

    An image without alternative text is an error where it is required, else a warning. `fonts` are
    those of words in drawings that are printed as a picture.
    """

    def __init__(
        self, context: ReadingContext, fonts: FontChoice, *, alt_text_required: bool
    ) -> None:
        self._severity = Severity.ERROR if alt_text_required else Severity.WARNING
        self._folder = context.folder
        self._report = context.report
        self._read: dict[str, Resource | None] = {}
        self._fonts = fonts
        self._slot = _ACCEPTED.at(context.cache, _ImageInputs(str(context.folder), fonts))
        self._cache = context.cache
        self._has_new = False
        self.has_undescribed = False
        self.has_pictured = False

    @property
    def requires_alt_text(self) -> bool:
        """Whether an image without alternative text is an error."""
        return self._severity is Severity.ERROR

    def read_all(self, body: etree._Element, path: str, file: str) -> None:
        """Read every image in `body`, a part of the text of `file`, and set its address."""
        for image in body.iter(f"{X}img"):
            place = source_location(image, path)
            self._check_alt_text(image, place)
            source = image.get("src")
            if source is not None and (resource := self.read(source, file, place)):
                image.set("src", resource.href)

    def _check_alt_text(self, image: etree._Element, place: Location) -> None:
        if alt_text_problem(image) != "missing":
            return
        self.has_undescribed = True
        hint = "write it between the brackets, or mark the image `{.decorative}`"
        message = "an image without alternative text"
        if self._severity is Severity.WARNING:
            message += ", so that a PDF claims no standard"
        self._report.add("RES-005", message, place, hint=hint, severity=self._severity)

    def read(self, address: str, file: str, place: Location) -> Resource | None:
        """The image at an address in the manuscript's `file`."""
        parts = _split(address)
        if parts is None or parts.scheme or parts.netloc:
            hint = "put the image into the book's folder"
            self._report.add("RES-006", f"`{address}` is outside the book", place, hint=hint)
            return None
        path = composed(unquote(parts.path))
        name = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        if name not in self._read:
            content = read_book_file(self._folder, name, place, self._report)
            self._read[name] = self._checked(name, content, place) if content is not None else None
        return self._read[name]

    def read_in_inks(self, name: str, place: Location) -> Resource | None:
        """The image of a name as it is, if it is in the inks of a press; else as `read` has it."""
        name = posixpath.normpath(composed(name))
        content = read_book_file(self._folder, name, place, Report())
        with suppress(*_DAMAGED):  # which `read` reports
            if content is not None and self._checked_once(content).was_in_inks:
                from publish.sources.safety.photographs import upright  # with Pillow

                return Resource(_href(name, "image/jpeg"), "image/jpeg", upright(content))
        return self.read(name, "", place)

    def _checked(self, name: str, content: bytes, place: Location) -> Resource | None:
        try:
            image = self._checked_once(content)
        except _DAMAGED as error:
            hints = (hint for kind, hint in _HINTS.items() if isinstance(error, kind))
            hint = next(hints, _EXPORTED_AGAIN)
            message = f"`{name}` is not a usable image: {error}"
            self._report.add("RES-007", message, place, hint=hint)
            return None
        if image.was_in_inks:
            message = f"`{name}` is in CMYK; it is converted to RGB"
            hint = "convert it to RGB to choose its colours yourself"
            self._report.add("RES-024", message, place, hint=hint, severity=Severity.WARNING)
        if image.pictured:
            self.has_pictured = True
            message = f"`{name}` is printed as a picture: pages do not draw {image.pictured}"
            hint = f"{FLATTENED}, to choose its form yourself"
            self._report.add("RES-025", message, place, hint=hint, severity=Severity.WARNING)
        if image.is_adapted:
            content = self._adapted(content, image.media_type)
        return Resource(_href(name, image.media_type), image.media_type, content)

    def _adapted(self, content: bytes, media_type: str) -> bytes:
        inputs = _AdaptedInputs(digest("image", content), self._fonts)
        return _ADAPTED.get(self._cache, inputs, lambda: _adapt(content, media_type, self._fonts))

    def _checked_once(self, content: bytes) -> _AcceptedImage:
        """An image that is accepted; the same bytes are checked once."""
        key = digest("image", content)
        known = self._accepted.get(key)
        if known is None or known.media_type not in IMAGE_SUFFIXES:
            known = self._accepted[key] = _checked(content, self._fonts)
            self._has_new = True
        return known

    @cached_property
    def _accepted(self) -> dict[str, _AcceptedImage]:
        """All images of the book that were ever accepted, by hash."""
        return self._slot.load() or {}

    def store_checked(self) -> None:
        """Store which images were accepted, for later readings of the book."""
        if self._has_new:
            self._slot.store(self._accepted)

    @property
    def resources(self) -> tuple[Resource, ...]:
        """All images that were read, by name."""
        by_href = {resource.href: resource for resource in self._read.values() if resource}
        return tuple(by_href[href] for href in sorted(by_href))


def _checked(content: bytes, fonts: FontChoice) -> _AcceptedImage:
    """What an image is by its bytes; its name may say anything.

    Raises one of `_DAMAGED` for an image that is refused.
    """
    if b"<svg" in content[:_HEAD] or content.lstrip()[:5] == b"<?xml":
        from publish.sources.drawings.drawable import drawable  # with CSS, for new drawings

        made = drawable(content, fonts.load())
        return _AcceptedImage(SVG_TYPE, made.content != content, pictured=made.pictured)
    from publish.sources.safety.raster import check_raster  # with Pillow, for new images

    media_type = check_raster(content)
    if media_type != "image/jpeg":
        return _AcceptedImage(media_type)
    from publish.sources.safety.photographs import is_for_screens, is_in_inks

    return _AcceptedImage(media_type, not is_for_screens(content), is_in_inks(content))


def _adapt(content: bytes, media_type: str, fonts: FontChoice) -> bytes:
    """An image that is not in every reader as it should be, so that it is."""
    if media_type == SVG_TYPE:
        from publish.sources.drawings.drawable import drawable

        return drawable(content, fonts.load()).content
    from publish.sources.safety.photographs import for_screens

    return for_screens(content)


def _href(name: str, media_type: str) -> str:
    """The address of an image in a product, with a suffix of its own type."""
    name, suffixes = f"images/{name.removeprefix('images/')}", IMAGE_SUFFIXES[media_type]
    return name if name.lower().endswith(suffixes) else name + suffixes[0]


def _split(address: str) -> SplitResult | None:
    """The parts of an address; None for an invalid one."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def check_cover(cover: Resource, place: Location, report: Report) -> None:
    """Warn of a cover that shops will refuse; a drawing has no size in pixels."""
    if cover.media_type == SVG_TYPE:
        return
    from publish.sources.safety.raster import size_of  # with Pillow

    width, height = size_of(cover.content)
    if width < limits.SMALLEST_COVER[0] or height < limits.SMALLEST_COVER[1]:
        least = " × ".join(map(str, limits.SMALLEST_COVER))
        message = f"the cover has {width} × {height} pixels, fewer than {least}"
        hint = "shops require 1600 × 2560"
        report.add("RES-011", message, place, hint=hint, severity=Severity.WARNING)
