"""What is on the pages of a file for a printer: boxes, things with their places, colours, fonts.

Lengths are points; boxes are left, bottom, right, top in the coordinates of the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageMath

Box = tuple[float, float, float, float]
_DEEPEST = 12  # forms in forms
_WHITE = 250  # of 255, in every part of a colour
_COLOUR_OPERATORS = {
    "g": "DeviceGray", "G": "DeviceGray", "rg": "DeviceRGB", "RG": "DeviceRGB",
    "k": "DeviceCMYK", "K": "DeviceCMYK",
}  # fmt: skip
_STRINGS = re.compile(rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)", re.S)
_COLOURS = re.compile(rb"(?<!\S)((?:[-+.\d]++\s++){1,4}+)(g|G|rg|RG|k|K)(?!\S)")
_SELECTED = re.compile(rb"(?<!\S)/(\S++)\s++(?:cs|CS)(?!\S)")


class Thing(NamedTuple):
    """Something on a page: "text", "area", "line" or "image", in its box.

    `size` is that of text, or the width of a line; `fill` its colour, red, green and blue to 255.
    `resolution` is that of an image, in pixels per inch.
    """

    kind: str
    box: Box
    size: float = 0.0
    fill: tuple[int, int, int] = (0, 0, 0)
    resolution: float = 0.0

    @property
    def is_white(self) -> bool:
        """Whether it is left white in an area of ink."""
        return min(self.fill) >= _WHITE


class PrintedPage(NamedTuple):
    """A page: its number from 0, its object, and what is on it."""

    number: int
    page: pikepdf.Page
    things: list[Thing]

    def box(self, name: str) -> Box | None:
        """One of its boxes, such as "/TrimBox", if it has it."""
        box = self.page.obj.get(name)
        if box is None or len(box) != 4:
            return None
        left, bottom, right, top = map(float, box)
        return left, bottom, right, top

    @property
    def trim(self) -> Box:
        """The trimmed page: its own box, or the whole sheet."""
        left, bottom, right, top = map(float, self.page.trimbox)
        return left, bottom, right, top

    @property
    def marked(self) -> list[Thing]:
        """What is on it and in its bleed, without the marks outside of it."""
        bleed = self.box("/BleedBox") or self.trim
        return [thing for thing in self.things if _meets(thing.box, bleed)]


class PrintFile:
    """A finished file for a printer, opened for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = path.read_bytes()
        self.pdf = pikepdf.open(io.BytesIO(self.content))

    @cached_property
    def pages(self) -> list[PrintedPage]:
        """All pages."""
        document = pdfium.PdfDocument(self.content)
        try:
            drawn = [list(things_of(page)) for page in document]
        finally:
            document.close()
        pages = zip(self.pdf.pages, drawn, strict=True)
        return [PrintedPage(number, page, things) for number, (page, things) in enumerate(pages)]

    @cached_property
    def streams(self) -> list[pikepdf.Stream]:
        """All streams: contents, forms, images, fonts."""
        return [each for each in self.pdf.objects if isinstance(each, pikepdf.Stream)]

    @cached_property
    def images(self) -> list[pikepdf.Stream]:
        """The images, without the masks of others."""
        images = [each for each in self.streams if each.get("/Subtype") == "/Image"]
        masks = {each["/SMask"].objgen for each in images if "/SMask" in each}
        return [each for each in images if each.objgen not in masks]

    @cached_property
    def dictionaries(self) -> list[pikepdf.Object]:
        """All dictionaries, also those in others, and those of streams."""
        return [each for whole in self.pdf.objects for each in _dictionaries(whole)]

    @cached_property
    def colours(self) -> list[UsedColours]:
        """The colours of every page, and of what it draws (whose page is -1)."""
        found = [
            _colours(index, b"\n".join(part.read_bytes() for part in _parts(page)))
            for index, page in enumerate(self.pdf.pages)
        ]
        forms = (each for each in self.streams if _is_drawn(each))
        return [*found, *(_colours(-1, form.read_bytes()) for form in forms)]


def _dictionaries(whole: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The dictionaries in an object that are not objects of their own."""
    if isinstance(whole, pikepdf.Dictionary | pikepdf.Stream):
        yield whole
        parts: Iterable[pikepdf.Object] = whole.values()
    elif isinstance(whole, pikepdf.Array):
        parts = iter(whole)
    else:
        return
    for part in parts:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect:
            yield from _dictionaries(part)


class UsedColours(NamedTuple):
    """The colour spaces that a content selects, and its colours in inks, by their space."""

    page: int
    spaces: frozenset[str]
    colours: frozenset[tuple[str, tuple[float, ...]]]


def _colours(page: int, content: bytes) -> UsedColours:
    content = _STRINGS.sub(b"()", content)
    selected = {name.decode() for name in _SELECTED.findall(content)}
    colours = {
        (_COLOUR_OPERATORS[operator.decode()], tuple(map(float, parts.split())))
        for parts, operator in set(_COLOURS.findall(content))
    }
    return UsedColours(page, frozenset(selected | {s for s, _ in colours}), frozenset(colours))


def _parts(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Stream):
        yield contents
    elif isinstance(contents, pikepdf.Array):
        yield from (part for part in iter(contents) if isinstance(part, pikepdf.Stream))


def _is_drawn(stream: pikepdf.Stream) -> bool:
    return stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == 1


def things_of(page: pdfium.PdfPage) -> Iterator[Thing]:
    """What is on a page, in the order in which it is drawn."""
    for each in page.get_objects(max_depth=_DEEPEST):
        thing = _thing(each)
        if thing is not None:
            yield thing


def _thing(each: pdfium.PdfObject) -> Thing | None:
    matrix = _matrix(each)
    box = _moved(each.get_bounds(), matrix.outer)
    if each.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
        height = each.get_font_size() * matrix.whole_scale
        return Thing("text", box, height, _fill(each))
    if each.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        return Thing("image", box, resolution=_resolution(each, box))
    if each.type == pdfium_c.FPDF_PAGEOBJ_PATH:
        return _path(each, box, matrix.whole_scale)
    if each.type == pdfium_c.FPDF_PAGEOBJ_SHADING:
        return Thing("area", box, fill=(128, 128, 128))
    return None


def _path(each: pdfium.PdfObject, box: Box, scale: float) -> Thing | None:
    fills, strokes = pdfium_c.c_int(), pdfium_c.c_int()
    pdfium_c.FPDFPath_GetDrawMode(each.raw, fills, strokes)
    if strokes.value:
        width = pdfium_c.c_float()
        pdfium_c.FPDFPageObj_GetStrokeWidth(each.raw, width)
        return Thing("line", box, width.value * scale, _colour(each, "Stroke"))
    thinnest = min(box[2] - box[0], box[3] - box[1])
    return Thing("area", box, thinnest, _fill(each)) if fills.value else None


class _Matrices(NamedTuple):
    """The matrix of the forms around an object, and the scale of it together with its own."""

    outer: pdfium.PdfMatrix
    whole_scale: float


def _matrix(each: pdfium.PdfObject) -> _Matrices:
    outer = pdfium.PdfMatrix()
    container = each.container
    while container is not None:
        outer = outer.multiply(container.get_matrix())
        container = container.container
    own = each.get_matrix().multiply(outer)
    return _Matrices(outer, abs(own.a * own.d - own.b * own.c) ** 0.5)


def _moved(box: Box, matrix: pdfium.PdfMatrix) -> Box:
    moved: Box = matrix.on_rect(*box)
    return moved


def _fill(each: pdfium.PdfObject) -> tuple[int, int, int]:
    return _colour(each, "Fill")


def _colour(each: pdfium.PdfObject, kind: str) -> tuple[int, int, int]:
    parts = [pdfium_c.c_uint() for _ in range(4)]
    getattr(pdfium_c, f"FPDFPageObj_Get{kind}Color")(each.raw, *parts)
    red, green, blue, _ = (part.value for part in parts)
    return red, green, blue


def _resolution(each: pdfium.PdfObject, box: Box) -> float:
    width, height = each.get_px_size()
    across, along = max(box[2] - box[0], 0.01), max(box[3] - box[1], 0.01)
    if (width > height) is not (across > along) and abs(across - along) > 1:
        across, along = along, across  # it is turned
    return float(min(width / across, height / along) * 72)


def _meets(box: Box, area: Box) -> bool:
    return (
        box[0] < area[2] and box[2] > area[0] and box[1] < area[3] and box[3] > area[1]
    )  # fmt: skip


def total_ink(image: pikepdf.Stream) -> int:
    """The most ink on a pixel of an image in inks, in percent."""
    picture = pikepdf.PdfImage(image).as_pil_image()
    if picture.mode != "CMYK":
        return 100
    names = ("c", "m", "y", "k")
    inks = dict(zip(names, picture.split(), strict=True))
    total: Image.Image = ImageMath.lambda_eval(_sum, **inks)
    most: Any = total.getextrema()[1]
    return round(float(most) * 100 / 255)


def _sum(parts: dict[str, Any]) -> Any:
    whole = parts["int"]
    return whole(parts["c"]) + whole(parts["m"]) + whole(parts["y"]) + whole(parts["k"])
