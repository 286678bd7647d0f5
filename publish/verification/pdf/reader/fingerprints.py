"""Fingerprints of pages: digests of everything in a file that a page is read from.

These are the bytes of its content streams as they are in the file, its boxes, and of its resources
those that the streams name: glyphs (fonts.py), images, forms with all that they name, property
lists, and fonts that a graphics state sets. So two pages with one fingerprint read the same, and
have the same images, provided that PDFium and qpdf find the same objects in a file.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from publish.cache import Cache, digest
from publish.verification.pdf.reader.content_streams import (
    Properties,
    StreamContent,
    UsedResources,
    read_content,
)
from publish.verification.pdf.reader.fonts import FontGlyphs, UnsupportedFont, font_glyphs
from publish.verification.pdf.reader.objects import ObjectId, Value, digest_object, to_plain

_BOXES = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")  # all but the last are inherited
_PAINTING = ("/ExtGState", "/Pattern", "/Shading", "/ColorSpace")
_ABOVE = 64  # levels of the page tree that are searched
_NESTED = 8  # levels of forms, as many as their text is read in


class Fingerprints:
    """The fingerprints of one open file; what pages share is computed once."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._resources: dict[ObjectId, _Resources] = {}
        self._fonts: dict[ObjectId, FontGlyphs | str] = {}
        self._images: dict[ObjectId, str] = {}
        self._paintings: dict[ObjectId, str] = {}
        self._inherited: dict[tuple[str, str], str] = {}  # by the page's parent and the name

    def content(self, page: pikepdf.Page) -> str:
        """A digest of a page by itself: its streams and its boxes."""
        entries = to_plain(page.obj)
        boxes = (self._box(page, entries, name) for name in _BOXES)
        return digest(*boxes, *(part for each in streams(page) for part in _raw(each)))

    def _box(self, page: pikepdf.Page, entries: dict[str, Value], name: str) -> str:
        """A page's own attribute in full, or a digest of the inherited one."""
        if name in entries:
            text = repr(entries[name])
            return _inherited(page, name) if " R" in text else text
        key = str(entries.get("/Parent")), name
        if key not in self._inherited:
            self._inherited[key] = _inherited(page, name)
        return self._inherited[key]

    def resources(self, used: UsedResources, page: pikepdf.Page) -> str:
        """A digest of the resources of a page that its content uses."""
        return digest(*self._of(page.resources).digests(used, 0))

    def _of(self, resources: pikepdf.Object) -> _Resources:
        if not resources.is_indirect:
            return _Resources(self, resources)
        known = self._resources.get(resources.objgen)
        if known is None:
            known = self._resources[resources.objgen] = _Resources(self, resources)
        return known

    def painting(self, page: pikepdf.Page) -> str:
        """A digest of how a page may paint: its graphics states, patterns and colour spaces."""
        key = page.resources.objgen if page.resources.is_indirect else page.obj.objgen
        if key not in self._paintings:
            kinds = (_category(page.resources, kind) for kind in _PAINTING)
            self._paintings[key] = digest(*map(digest_object, kinds))
        return self._paintings[key]

    def glyphs(self, font: pikepdf.Object) -> FontGlyphs | str:
        """The glyphs of a font, or a digest of all of it."""
        known = self._fonts.get(font.objgen) if font.is_indirect else None
        if known is None:
            try:
                known = font_glyphs(font, self._cache)
            except UnsupportedFont:
                known = digest_object(font)
            if font.is_indirect:
                self._fonts[font.objgen] = known
        return known

    def figure(self, name: str, page: pikepdf.Page) -> str:
        """A digest of an image that a page names; "" for a form, which may need more."""
        xobject = _category(page.resources, "/XObject").get(name)
        if xobject is None or xobject.get("/Subtype") != pikepdf.Name.Image:
            return ""
        return self.image(xobject)

    def image(self, xobject: pikepdf.Object) -> str:
        """A digest of an image with its mask."""
        known = self._images.get(xobject.objgen) if xobject.is_indirect else None
        if known is None:
            known = digest_object(xobject)
            if xobject.is_indirect:
                self._images[xobject.objgen] = known
        return known

    def form(self, xobject: pikepdf.Object | None, outer: pikepdf.Object, level: int) -> str:
        """A digest of a form or image; of nothing where there is none.

        A form without resources uses the `outer` ones.
        """
        if not isinstance(xobject, pikepdf.Stream) or xobject.get("/Subtype") != pikepdf.Name.Form:
            return "nothing" if xobject is None else self.image(xobject)
        stream = xobject.read_bytes()
        own = [_plain(xobject.get(name)) for name in ("/Matrix", "/BBox")]
        if level > _NESTED or not (b"BT" in stream or b"Do" in stream):
            return digest(stream, *own)
        resources = xobject.get("/Resources", outer)
        used = read_content(stream, xobject, _properties(resources)).used_resources
        return digest(stream, *own, *self._of(resources).digests(used, level + 1))


class _Resources:
    """One resource dictionary, with the digests of the resources that streams used."""

    def __init__(self, file: Fingerprints, resources: pikepdf.Object) -> None:
        self._file = file
        self._dictionary = resources
        self._fonts: dict[str, FontGlyphs | str] = {}
        self._others: dict[tuple[str, str], str] = {}

    def digests(self, used: UsedResources, level: int) -> Iterator[str]:
        """A digest of each resource that is used."""
        for name, codes in used.fonts.items():
            font = self._font(name)
            yield font if isinstance(font, str) else font.key(codes)
        for name in used.xobjects:
            yield self._other("/XObject", name, level)
        for name in used.graphics_states:
            yield self._other("/ExtGState", name, level)
        for name in used.properties:
            yield self._other("/Properties", name, level)

    def _font(self, name: str) -> FontGlyphs | str:
        if name not in self._fonts:
            font = _category(self._dictionary, "/Font").get(name)
            self._fonts[name] = "nothing" if font is None else self._file.glyphs(font)
        return self._fonts[name]

    def _other(self, kind: str, name: str, level: int) -> str:
        if (kind, name) not in self._others:
            resource = _category(self._dictionary, kind).get(name)
            if kind == "/XObject":
                key = self._file.form(resource, self._dictionary, level)
            elif kind == "/ExtGState":
                state = resource if isinstance(resource, pikepdf.Dictionary) else None
                key = digest_object(state.get("/Font")) if state is not None else ""
            else:
                key = digest_object(resource)
            self._others[kind, name] = key
        return self._others[kind, name]


def streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The streams of a page's content, in order."""
    contents = page.obj.get("/Contents")
    items = list(contents.as_list()) if isinstance(contents, pikepdf.Array) else [contents]
    return [each for each in items if isinstance(each, pikepdf.Stream)]


def page_content(page: pikepdf.Page) -> StreamContent:
    """The content of a page, whose streams count as one (ISO 32000-1, 7.7.3.3)."""
    stream = b"\n".join(each.read_bytes() for each in streams(page))
    return read_content(stream, page, _properties(page.resources))


def _raw(stream: pikepdf.Object) -> tuple[bytes, bytes | str]:
    """The bytes of a stream in the file, and how to decode them."""
    return stream.read_raw_bytes(), _plain(stream.stream_dict)


def _plain(item: pikepdf.Object | None) -> bytes | str:
    """An object as it is written, or a digest of one that refers to others; "" for None."""
    written = b"" if item is None else item.unparse(resolved=True)
    return digest_object(item) if b" R" in written else written


def _properties(resources: pikepdf.Object) -> Properties:
    lists = _category(resources, "/Properties")
    return lambda name: to_plain(lists.get(name))


def _category(resources: pikepdf.Object, kind: str) -> pikepdf.Object:
    category = resources.get(kind)
    return category if isinstance(category, pikepdf.Dictionary) else pikepdf.Dictionary()


def _inherited(page: pikepdf.Page, name: str) -> str:
    """An attribute of a page, or of the nearest node above it (7.7.3.4), as a digest."""
    node: pikepdf.Object | None = page.obj
    for _ in range(_ABOVE):
        if node is None or name in node:
            break
        node = node.get("/Parent")
    return digest_object(node.get(name)) if node is not None else "nothing"
