"""Pictures instead of the formulas and drawings in a text, each with the words that it had."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from lxml import etree

from publish.model.markup import DRAWING, FORMULA, MATH
from publish.model.shop import Measure, Shop
from publish.model.xhtml import element
from publish.outputs.epub.shops.pictures import font_files
from publish.render.formula_drawing import MARGIN, Drawing, prepare
from publish.render.theme import Theme

_EM = 64  # pixels of a formula: four for each of a usual screen
_LONG_SIDE = 1600


def replace_with_pictures(
    root: etree._Element, shop: Shop, theme: Theme
) -> Iterator[tuple[str, bytes]]:
    """Replace what a shop refuses, in place; the name and the bytes of each picture."""
    fonts = font_files(theme)
    if shop.refuses(Measure.ELEMENT, "math"):
        for math in list(root.iter(MATH)):
            yield _replaced(math, *_formula(math, [Path(font) for font in fonts]))
    if shop.refuses(Measure.ELEMENT, "svg"):
        for drawing in list(root.iter(DRAWING)):
            yield _replaced(drawing, *_chart(drawing, fonts))


def _replaced(old: etree._Element, image: etree._Element, content: bytes) -> tuple[str, bytes]:
    name = f"images/drawn-{hashlib.sha256(content).hexdigest()[:12]}.png"
    image.set("src", name)
    image.tail = old.tail
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, image)
    return name, content


def _formula(math: etree._Element, fonts: list[Path]) -> tuple[etree._Element, bytes]:
    """A formula as an image that is as large as the text around it, on its baseline."""
    from publish.outputs.epub.shops.raster import drawn  # with Pillow, for new pages

    kind = "display" if math.get("display") == "block" else "inline"
    image = element("img", class_=f"{FORMULA} {kind}", alt=math.get("alttext", ""))
    source = ElementTree.fromstring(etree.tostring(math, with_tail=False))  # noqa: S314 - our own
    prepare(source, tuple(fonts))
    drawing = Drawing(source)
    lengths = {"width": drawing.width}
    if kind == "inline":
        lengths |= {"margin": -MARGIN, "vertical-align": drawing.descent}
    image.set("style", "; ".join(f"{name}: {size:.3f}em" for name, size in lengths.items()))
    width, height = (max(1, round(size * _EM)) for size in (drawing.width, drawing.height))
    return image, drawn(ElementTree.tostring(drawing.svg), width, height, ())


def _chart(drawing: etree._Element, fonts: list[str]) -> tuple[etree._Element, bytes]:
    from publish.outputs.epub.shops.raster import drawn

    image = element("img", alt=drawing.get("aria-label", ""))
    for name in ("class", "id"):
        if value := drawing.get(name):
            image.set(name, value)
    source = etree.tostring(drawing, with_tail=False)
    return image, drawn(source, _LONG_SIDE, _LONG_SIDE, fonts)
