"""Converts the colours of a whole PDF: pages, forms, patterns, images, gradients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pikepdf
from PIL import Image, ImageCms

from publish.outputs.print.content import ColourWriter, Opacity
from publish.outputs.print.inks import InkTable, Rgb, first_pixel
from publish.outputs.print.pictures import convert_picture
from publish.outputs.print.shadings import convert_shading

_HOLDERS = (pikepdf.Dictionary, pikepdf.Stream)  # of colours


def convert_colours(pdf: pikepdf.Pdf, inks: InkTable, *, flattened: bool) -> None:
    """Give everything that a file shows the inks of a printer.

    With `flattened` nothing translucent is left, else only what is.
    """
    for page in pdf.pages:
        writer = _writer(page.obj.get("/Resources"), inks, flattened=flattened)
        for part in _parts(page.obj.get("/Contents")):
            _rewrite(part, writer)
    objects = [each for each in pdf.objects if isinstance(each, _HOLDERS)]
    space = "" if flattened or not _is_translucent(objects) else inks.space
    for each in objects:
        _convert_object(each, inks, flattened=flattened)
        _set_group(each, space)
        if flattened:
            _make_opaque(each)


def _convert_object(each: pikepdf.Object, inks: InkTable, *, flattened: bool) -> None:
    """Convert a form or pattern, an image, or gradients."""
    if _is_content(each):
        _rewrite(each, _writer(each.get("/Resources"), inks, flattened=flattened))
    if each.get("/Subtype") == pikepdf.Name.Image:
        convert_picture(each, inks, flattened=flattened)
    for shading in _shadings(each):
        convert_shading(shading, inks)


def _parts(contents: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    if isinstance(contents, pikepdf.Array):
        yield from iter(contents)
    elif contents is not None:
        yield contents


def _rewrite(stream: pikepdf.Object, writer: ColourWriter) -> None:
    content = stream.read_bytes()
    rewritten = writer.rewrite(content)
    if rewritten != content:
        stream.write(rewritten)


def _is_content(each: pikepdf.Object) -> bool:
    """Whether an object is a form or a tiling pattern."""
    is_form = isinstance(each, pikepdf.Stream) and each.get("/Subtype") == pikepdf.Name.Form
    return is_form or (isinstance(each, pikepdf.Stream) and each.get("/PatternType") == 1)


def _writer(resources: pikepdf.Object | None, inks: InkTable, *, flattened: bool) -> ColourWriter:
    resources = resources if resources is not None else pikepdf.Dictionary()
    spaces = resources.get("/ColorSpace", pikepdf.Dictionary())
    labs = frozenset(str(name)[1:] for name, space in spaces.items() if _is_lab(space))
    states = resources.get("/ExtGState", pikepdf.Dictionary())

    def to_rgb(space: str, parts: tuple[float, ...]) -> Rgb | None:
        return _from_lab(parts) if space in labs and len(parts) == 3 else None

    return ColourWriter(inks.of, inks.of_cmyk, to_rgb, _opacities(states), flattened)


def _opacities(states: pikepdf.Object) -> Mapping[str, Opacity]:
    opacities = {}
    for name, state in states.items():
        fill, stroke = state.get("/ca"), state.get("/CA")
        opacities[str(name)[1:]] = Opacity(
            None if fill is None else float(fill), None if stroke is None else float(stroke)
        )
    return opacities


def _is_lab(space: pikepdf.Object) -> bool:
    return isinstance(space, pikepdf.Array) and space[0] == pikepdf.Name.Lab


@cache
def _from_lab(parts: tuple[float, ...]) -> Rgb:
    lab = ImageCms.createProfile("LAB")
    transform = ImageCms.buildTransform(lab, ImageCms.createProfile("sRGB"), "LAB", "RGB")
    light, a, b = parts
    pixel = Image.new("LAB", (1, 1), (round(light * 2.55), round(a) % 256, round(b) % 256))
    red, green, blue = first_pixel(ImageCms.applyTransform(pixel, transform))
    return red, green, blue


def _shadings(each: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The gradients that an object is, or that its resources name."""
    if "/ShadingType" in each:
        yield each
    if "/Shading" in each and isinstance(shading := each["/Shading"], pikepdf.Dictionary):
        if "/ShadingType" in shading:
            yield shading
        else:
            yield from (part for _, part in shading.items())
    resources = each.get("/Resources")
    if isinstance(resources, pikepdf.Dictionary):
        yield from _shadings(resources)


def _is_translucent(objects: Iterable[pikepdf.Object]) -> bool:
    """Whether something is translucent: a graphics state, or an image with a mask."""
    return any(
        "/SMask" in each or any(_lacks_opacity(state) for state in _own_states(each))
        for each in objects
    )


def _lacks_opacity(state: pikepdf.Object) -> bool:
    return "/SMask" in state or any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))


def _own_states(each: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The graphics states that an object is, or that it or its resources name."""
    if each.get("/Type") == pikepdf.Name.ExtGState or "/ca" in each or "/CA" in each:
        yield each
    named = each.get("/ExtGState")
    if isinstance(named, pikepdf.Dictionary):
        for _, state in named.items():
            yield from _own_states(state)
    resources = each.get("/Resources")
    if isinstance(resources, pikepdf.Dictionary):
        yield from _own_states(resources)


def _set_group(each: pikepdf.Object, space: str) -> None:
    """Blend a transparency group in the inks, or remove it where `space` is empty."""
    group = each.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and space:
        if "/CS" in group:
            group["/CS"] = pikepdf.Name(f"/{space}")
    elif group is not None:
        del each["/Group"]


def _make_opaque(each: pikepdf.Object) -> None:
    for state in _own_states(each):
        for key in ("/ca", "/CA", "/SMask", "/BM"):
            if key in state:
                del state[key]
