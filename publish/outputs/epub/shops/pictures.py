"""The images and the cover of a book as a shop takes them, with a word on each that is changed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

import msgspec
from lxml import etree

from publish.cache import Memo, digest
from publish.context import Context
from publish.diagnostics import Location, Severity
from publish.model.book import Book, Resource
from publish.model.image_types import SVG_TYPE
from publish.model.shop import Shop
from publish.model.xmlsafe import parse_own
from publish.outputs.epub.shops.fitting import Limits, type_for
from publish.outputs.pages.pictures import Picture, for_readers, new_suffixes
from publish.render.drawing_fonts import with_fonts_of
from publish.render.theme import Theme

_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg"}
_LONG_SIDE = 1600  # pixels of a drawing, which then fills the largest screens
_NUMBER = re.compile(r"\s*([\d.]+)\s*(?:px)?\s*")


class _FittingInputs(msgspec.Struct, frozen=True):
    """`fonts` are those of a drawing."""

    picture: str
    media_type: str
    target: str
    limits: Limits
    fonts: str


class _Fitted(msgspec.Struct, frozen=True):
    content: bytes
    note: str


_FITTED = Memo("shop-picture", _FittingInputs, _Fitted)


class ShopPictures:
    """Fits the images of one edition to the rules of its shop."""

    def __init__(self, book: Book, shop: Shop, theme: Theme, fonts: str, context: Context) -> None:
        self._book = book
        self._shop = shop
        self._theme = theme
        self._fonts = fonts
        self._context = context

    def suffixes(self) -> dict[str, str]:
        """The new suffixes of the images that are converted, by their names."""
        suffixes = new_suffixes(self._book.resources)
        for resource in self._book.resources:
            shown = for_readers(resource, self._context.cache)
            target = self._target(shown, is_cover=False)
            if target != shown.media_type:
                suffixes[resource.href] = _SUFFIXES[target]
        return suffixes

    def widths(self, addresses: Mapping[str, str]) -> dict[str, int]:
        """The widths on the page of drawings that become pictures, by their addresses."""
        drawings = {
            each.href: each.content
            for each in self._book.resources
            if each.media_type == SVG_TYPE and self._target(each, is_cover=False) != SVG_TYPE
        }
        return {
            addresses[href]: width
            for href, content in drawings.items()
            if href in addresses and (width := natural_width(parse_own(content)))
        }

    def fit(self, picture: Picture, *, is_cover: bool = False) -> Picture:
        """An image, or the cover, as the shop takes it."""
        target = self._target(picture, is_cover=is_cover)
        if picture.media_type == SVG_TYPE == target:
            return picture
        limits = Limits.of(self._shop, is_cover=is_cover)
        fonts = self._fonts if picture.media_type == SVG_TYPE else ""
        key = digest("picture", picture.content)
        inputs = _FittingInputs(key, picture.media_type, target, limits, fonts)
        made = _FITTED.get(
            self._context.cache, inputs, lambda: self._fitted(picture, target, limits)
        )
        if not made.note:
            return picture
        self._note(picture.href, made.note)
        suffix = _SUFFIXES.get(target) if target != picture.media_type else None
        href = posixpath.splitext(picture.href)[0] + suffix if suffix else picture.href
        return Resource(href, target, made.content)

    def _target(self, picture: Picture, *, is_cover: bool) -> str:
        content = picture.content if picture.media_type == SVG_TYPE else b""
        return type_for(self._shop, picture.media_type, content, is_cover=is_cover)

    def _fitted(self, picture: Picture, target: str, limits: Limits) -> _Fitted:
        from publish.outputs.epub.shops.raster import fitted  # with Pillow, for new pictures

        content, media_type, notes = picture.content, picture.media_type, list[str]()
        if media_type == SVG_TYPE:
            content, media_type = self._drawn(content), "image/png"
            notes.append("SVG became PNG")
        made, note = fitted(content, media_type, target, limits)
        return _Fitted(made, ", ".join(filter(None, [*notes, note])))

    def _drawn(self, content: bytes) -> bytes:
        from publish.outputs.epub.shops.raster import drawn

        named = with_fonts_of(self._theme, SVG_TYPE, content, serif="screen-serif")
        return drawn(named, _LONG_SIDE, _LONG_SIDE, font_files(self._theme))

    def _note(self, href: str, note: str) -> None:
        place = Location(str(self._book.folder / href))
        message = f"{self._shop.name}: {note}"
        self._context.report.add("SHP-007", message, place, severity=Severity.INFO)


def font_files(theme: Theme) -> list[str]:
    """The files of all fonts of a theme."""
    return list(dict.fromkeys(str(font.path) for font in (*theme.screen_fonts, *theme.fonts)))


def natural_width(drawing: etree._Element) -> int:
    """The width of a drawing in pixels of a style sheet; 0 if it has none."""
    box = drawing.get("viewBox", "").replace(",", " ").split()
    written = drawing.get("width") or (box[2] if len(box) > 2 else "")
    number = _NUMBER.fullmatch(written)
    return round(float(number[1])) if number else 0
