"""Converts the colours of a whole PDF: pages, forms, patterns, images, gradients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import pikepdf
from PIL import Image, ImageCms

from publish.cache.memo import readable
from publish.outputs.print.content import ColourWriter, Opacity
from publish.outputs.print.content_cache import ContentCache
from publish.outputs.print.inks import InkTable, Rgb, first_pixel
from publish.outputs.print.pictures import Pictures
from publish.outputs.print.shadings import convert_shading
from publish.outputs.print.shown import blended_forms, is_state, shown_objects
from publish.outputs.print.spots import add_spots, spot_spaces

# What an object has that changes for a printer: of thousands, few have any of it.
_CONVERTED = frozenset({
    "/Subtype", "/PatternType", "/ShadingType", "/ColorSpace", "/Group",
    "/ca", "/CA", "/SMask", "/BM",
})  # fmt: skip


def convert_colours(
    pdf: pikepdf.Pdf, inks: InkTable, contents: ContentCache, pictures: Pictures, *, flattened: bool
) -> None:
    """Give everything that a file shows the inks of a printer.

    With `flattened` nothing translucent is left, else only what is.
    """
    rewritten = _Contents(inks, contents, flattened=flattened)
    for page in pdf.pages:
        rewritten.rewrite(list(_parts(page.obj.get("/Contents"))), page.obj)
    shown = [each for each in shown_objects(pdf) if not _CONVERTED.isdisjoint(each.keys())]
    spaces = spot_spaces(pdf, inks)
    blended = frozenset() if flattened else blended_forms(pdf, shown)
    for each in shown:
        if _is_content(each):
            rewritten.rewrite([each], each)
        else:
            _convert_object(each, inks, pictures)
        _set_group(each, inks.blending if each.objgen in blended else "")
        if flattened and is_state(each):
            _make_opaque(each)
    for each in shown:
        _drop_spaces(each)
    for holder in (*(page.obj for page in pdf.pages), *filter(_is_content, shown)):
        add_spots(holder, spaces)


def _convert_object(each: pikepdf.Object, inks: InkTable, pictures: Pictures) -> None:
    """Convert an image, or a gradient."""
    if each.get("/Subtype") == pikepdf.Name.Image:
        pictures.convert(each)
    elif "/ShadingType" in each:
        convert_shading(each, inks)


def _parts(contents: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    if isinstance(contents, pikepdf.Array):
        yield from iter(contents)
    elif contents is not None:
        yield contents


class _Paints(NamedTuple):
    """What the contents with some resources are painted with: the names of spaces in Lab, and the
    opacities of graphics states. `written` is all of it, for the cache."""

    labs: frozenset[str]
    opacities: Mapping[str, Opacity]
    written: str

    def to_rgb(self, space: str, parts: tuple[float, ...]) -> Rgb | None:
        """The colour of the parts in a space, if it is one of those."""
        return _from_lab(parts) if space in self.labs and len(parts) == 3 else None


class _Contents:
    """Gives contents their inks; the pages of a chapter share their resources."""

    def __init__(self, inks: InkTable, contents: ContentCache, *, flattened: bool) -> None:
        self._inks, self._contents, self._flattened = inks, contents, flattened
        self._known: dict[tuple[int, int], _Paints] = {}

    def rewrite(self, parts: Sequence[pikepdf.Object], holder: pikepdf.Object) -> None:
        """Give the content of a page or form its inks, whose resources the `holder` has."""
        paints = self._paints(holder.get("/Resources", pikepdf.Dictionary()))
        inks, flattened = self._inks, self._flattened

        def writer() -> ColourWriter:
            return ColourWriter(inks.of, inks.of_cmyk, paints.to_rgb, paints.opacities, flattened)

        self._contents.rewrite(parts, paints.written, writer)

    def _paints(self, resources: pikepdf.Object) -> _Paints:
        if not resources.is_indirect:
            return _paints(resources)
        if resources.objgen not in self._known:
            self._known[resources.objgen] = _paints(resources)
        return self._known[resources.objgen]


def _paints(resources: pikepdf.Object) -> _Paints:
    spaces = resources.get("/ColorSpace", pikepdf.Dictionary())
    labs = sorted(str(name)[1:] for name, space in spaces.items() if _is_lab(space))
    opacities = _opacities(resources.get("/ExtGState", pikepdf.Dictionary()))
    return _Paints(frozenset(labs), opacities, readable([labs, opacities]))


def _is_content(each: pikepdf.Object) -> bool:
    """Whether an object is a form or a tiling pattern."""
    is_form = isinstance(each, pikepdf.Stream) and each.get("/Subtype") == pikepdf.Name.Form
    return is_form or (isinstance(each, pikepdf.Stream) and each.get("/PatternType") == 1)


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


def _set_group(each: pikepdf.Object, space: str) -> None:
    """Blend a transparency group in the inks, or remove it where `space` is empty."""
    group = each.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and space:
        if "/CS" in group:
            group["/CS"] = pikepdf.Name(f"/{space}")
    elif group is not None:
        del each["/Group"]


def _drop_spaces(resources: pikepdf.Object) -> None:
    """Remove colour spaces of which nothing is left: their colours have become inks."""
    spaces = resources.get("/ColorSpace")
    if isinstance(spaces, pikepdf.Dictionary):
        for name in [name for name, space in spaces.items() if _is_lab(space)]:
            del spaces[name]


def _make_opaque(state: pikepdf.Object) -> None:
    for key in ("/ca", "/CA", "/SMask", "/BM"):
        if key in state:
            del state[key]
