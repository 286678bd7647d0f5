"""Keys of pages: digests of all in a file that the text of a page is read from.

These are the bytes of its content streams as they stand in the file, its boxes, and of its
resources what the streams ask for by name: glyphs (fonts.py), forms with all that they ask for,
property lists, and fonts that a graphics state sets. An image says nothing, nor does a form in
which no text is set. So two pages of one key read the same, provided that PDFium and qpdf find the
same objects in a file.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from publish.cache import digest
from publish.verify.pdf.reader.content_streams import Content, Properties, Uses, read_content
from publish.verify.pdf.reader.fonts import Glyphs, Unknown
from publish.verify.pdf.reader.objects import Number, Value, plain, whole

_BOXES = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")  # all but the last are inherited
_ABOVE = 64  # nodes over a page that are looked into
_NESTED = 8  # forms inside forms, as deep as their text is read


class Fingerprints:
    """The digests of one open file; what pages share is taken once."""

    def __init__(self) -> None:
        self._resources: dict[Number, _Resources] = {}
        self._fonts: dict[Number, Glyphs | str] = {}
        self._above: dict[tuple[str, str], str] = {}  # attributes by the node above a page

    def content(self, page: pikepdf.Page) -> str:
        """A digest of what a page is by itself: its streams and its boxes."""
        held = plain(page.obj)
        boxes = (self._box(page, held, name) for name in _BOXES)
        return digest(*boxes, *(part for each in streams(page) for part in _raw(each)))

    def _box(self, page: pikepdf.Page, held: dict[str, Value], name: str) -> str:
        """An attribute of a page, all of it, or a digest of what it inherits."""
        if name in held:
            told = repr(held[name])
            return _inherited(page, name) if " R" in told else told
        node = str(held.get("/Parent")), name
        if node not in self._above:
            self._above[node] = _inherited(page, name)
        return self._above[node]

    def used(self, uses: Uses, page: pikepdf.Page) -> str:
        """A digest of what the content of a page finds under the names that it uses."""
        return digest(*self._of(page.resources).used(uses, 0))

    def _of(self, resources: pikepdf.Object) -> _Resources:
        if not resources.is_indirect:
            return _Resources(self, resources)
        known = self._resources.get(resources.objgen)
        if known is None:
            known = self._resources[resources.objgen] = _Resources(self, resources)
        return known

    def glyphs(self, font: pikepdf.Object) -> Glyphs | str:
        """The glyphs of a font, or its digest as a whole."""
        known = self._fonts.get(font.objgen) if font.is_indirect else None
        if known is None:
            try:
                known = Glyphs(font)
            except Unknown:
                known = whole(font)
            if font.is_indirect:
                self._fonts[font.objgen] = known
        return known

    def form(self, form: pikepdf.Object | None, around: pikepdf.Object, level: int) -> str:
        """A digest of a form, whose resources may be those of the page; of others their kind."""
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != pikepdf.Name.Form:
            return "nothing" if form is None else "picture"
        drawn = form.read_bytes()
        if level > _NESTED or not (b"BT" in drawn or b"Do" in drawn):
            return "drawing"
        resources = form.get("/Resources", around)
        uses = read_content(drawn, form, _properties(resources)).uses
        own = (whole(form.get(name)) for name in ("/Matrix", "/BBox"))
        return digest(drawn, *own, *self._of(resources).used(uses, level + 1))


class _Resources:
    """What one dictionary of resources gives to the streams that use it, by name."""

    def __init__(self, file: Fingerprints, resources: pikepdf.Object) -> None:
        self._file = file
        self._held = resources
        self._fonts: dict[str, Glyphs | str] = {}
        self._others: dict[tuple[str, str], str] = {}

    def used(self, uses: Uses, level: int) -> Iterator[str]:
        """A digest of each thing that is used."""
        for name, codes in uses.fonts.items():
            font = self._font(name)
            yield font if isinstance(font, str) else font.key(codes)
        for name in uses.drawings:
            yield self._other("/XObject", name, level)
        for name in uses.settings:
            yield self._other("/ExtGState", name, level)
        for name in uses.properties:
            yield self._other("/Properties", name, level)

    def _font(self, name: str) -> Glyphs | str:
        if name not in self._fonts:
            font = _held(self._held, "/Font").get(name)
            self._fonts[name] = "nothing" if font is None else self._file.glyphs(font)
        return self._fonts[name]

    def _other(self, kind: str, name: str, level: int) -> str:
        if (kind, name) not in self._others:
            found = _held(self._held, kind).get(name)
            if kind == "/XObject":
                key = self._file.form(found, self._held, level)
            elif kind == "/ExtGState":
                state = found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()
                key = whole(state.get("/Font"))
            else:
                key = whole(found)
            self._others[kind, name] = key
        return self._others[kind, name]


def streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The streams of a page's content, in order."""
    held = page.obj.get("/Contents")
    listed = list(held.as_list()) if isinstance(held, pikepdf.Array) else [held]
    return [each for each in listed if isinstance(each, pikepdf.Stream)]


def page_content(page: pikepdf.Page) -> Content:
    """What the streams of a page say, which are one (ISO 32000-1, 7.7.3.3)."""
    drawn = b"\n".join(each.read_bytes() for each in streams(page))
    return read_content(drawn, page, _properties(page.resources))


def _raw(stream: pikepdf.Object) -> tuple[bytes, bytes | str]:
    """A stream as it stands in the file, and how it is to be decoded."""
    settings = stream.stream_dict.unparse(resolved=True)
    return stream.read_raw_bytes(), whole(stream.stream_dict) if b" R" in settings else settings


def _properties(resources: pikepdf.Object) -> Properties:
    held = _held(resources, "/Properties")
    return lambda name: plain(held.get(name))


def _held(resources: pikepdf.Object, kind: str) -> pikepdf.Object:
    found = resources.get(kind)
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def _inherited(page: pikepdf.Page, name: str) -> str:
    """An attribute of a page, or that of the nearest node above it (7.7.3.4), as a digest."""
    at: pikepdf.Object | None = page.obj
    for _ in range(_ABOVE):
        if at is None or name in at:
            break
        at = at.get("/Parent")
    return whole(at.get(name)) if at is not None else "nothing"
