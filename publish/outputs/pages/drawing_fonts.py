"""The letters of drawings: a drawing that a page shows as an image cannot use the fonts
of the page, so that it carries those letters of them that it has."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec
from lxml import etree

from publish.cache import Cache, Memo, digest
from publish.model.book import Resource
from publish.model.markup import SVG
from publish.model.xmlsafe import parse_own
from publish.outputs.pages.fonts import font_subset
from publish.outputs.pages.pictures import Picture
from publish.render.drawing_fonts import with_fonts_of
from publish.render.theme import Font, Theme

_TYPE = "image/svg+xml"
_TEXTS = (f"{{{SVG}}}text", f"{{{SVG}}}tspan", f"{{{SVG}}}textPath")
_BOLD = ("bold", "bolder", "600", "700", "800", "900")
_PROPERTIES = ("font-family", "font-weight", "font-style")
_FACE = (
    "@font-face {{ font-family: '{0}'; font-weight: {1}; font-style: {2}; "
    "src: url(data:font/{3};base64,{4}) }}"
)


class _Use(NamedTuple):
    families: str
    weight: int
    style: str


class _DrawingInputs(msgspec.Struct, frozen=True):
    drawing: str
    theme: str


_DRAWINGS = Memo("reader-drawing", _DrawingInputs, bytes)


def with_own_fonts(picture: Picture, theme: Theme, theme_inputs: str, cache: Cache) -> Picture:
    """A picture; a drawing with text has the letters of the book's fonts in it."""
    content = picture.content
    if picture.media_type != _TYPE or b"text" not in content:
        return picture
    inputs = _DrawingInputs(digest("drawing", content), theme_inputs)
    made = _DRAWINGS.get(cache, inputs, lambda: _with_faces(content, theme, cache))
    return Resource(picture.href, picture.media_type, made)


def _with_faces(content: bytes, theme: Theme, cache: Cache) -> bytes:
    named = with_fonts_of(theme, _TYPE, content, serif="screen-serif")
    root = parse_own(named)
    uses = dict[_Use, set[str]]()
    _collect(root, dict(zip(_PROPERTIES, ("", "400", "normal"), strict=True)), uses)
    if faces := list(dict.fromkeys(_faces(uses, theme, cache))):
        sheet = etree.Element(f"{{{SVG}}}style")
        sheet.text = "\n".join(faces)
        root.insert(0, sheet)
    made: bytes = etree.tostring(root)
    return made


def _collect(node: etree._Element, around: Mapping[str, str], uses: dict[_Use, set[str]]) -> None:
    """Note the characters of each face that a drawing uses."""
    values = {name: node.get(name, value) for name, value in around.items()}
    families, weight, style = (values[name] for name in _PROPERTIES)
    if node.tag in _TEXTS:
        use = _Use(families, 700 if weight in _BOLD else 400, _slope(style))
        uses.setdefault(use, set()).update(node.text or "")
        for child in node:
            uses[use].update(child.tail or "")
    for child in node.iterchildren(etree.Element):
        _collect(child, values, uses)


def _slope(style: str) -> str:
    return "italic" if style.startswith(("italic", "oblique")) else "normal"


def _faces(uses: Mapping[_Use, set[str]], theme: Theme, cache: Cache) -> Iterator[str]:
    for use, characters in uses.items():
        for family in (each.strip().strip("'") for each in use.families.split(",")):
            font = _font(theme, family, use.style)
            if font and (subset := font_subset(font, use.weight, characters, cache)):
                kind = "otf" if subset[:4] == b"OTTO" else "ttf"
                data = base64.b64encode(subset).decode()
                yield _FACE.format(family, use.weight, use.style, kind, data)


def _font(theme: Theme, family: str, style: str) -> Font | None:
    """The font of a family in a style, or else upright."""
    fonts = [font for font in (*theme.fonts, *theme.screen_fonts) if font.family == family]
    fitting = (font for font in fonts if font.style == style)
    return next(fitting, next(iter(fonts), None))
