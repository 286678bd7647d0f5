"""Formulas as drawings, since the layout engine flattens MathML (one half would print as "12").

Each is an image whose lengths are in em, so that it has the size and the baseline of the text.
"""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import NamedTuple
from weakref import WeakKeyDictionary
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from publish.model.linear_formula import linear_text
from publish.model.markup import DATA_PLAIN, FORMULA, MATH
from publish.render.formula_drawing import MARGIN, Drawing, prepare


class Source(NamedTuple):
    """The formula that an image shows, and the width of its drawing in em."""

    math: Element
    width: float


_sources: WeakKeyDictionary[Element, Source] = WeakKeyDictionary()


def draw_formulas(root: Element, text_fonts: tuple[Path, ...] = ()) -> None:
    """Replace each `math` below an element by an image, with its `alttext` as the `alt`.

    Words that the font of formulas lacks are drawn from those of the text.
    """
    for parent in list(root.iter()):
        for index, child in enumerate(parent):
            if child.tag == MATH:
                parent[index] = _image(child, text_fonts)


def source_of(image: Element) -> Source | None:
    """What a displayed formula is drawn from; None for another image."""
    return _sources.get(image)


def forget_source(image: Element) -> None:
    """Note that an image is as it should be."""
    _sources.pop(image, None)


def _image(math: Element, text_fonts: tuple[Path, ...]) -> Element:
    kind = "display" if math.get("display") == "block" else "inline"
    image = Element("img", {"class": f"{FORMULA} {kind}", "alt": math.get("alttext", "")})
    image.set(DATA_PLAIN, linear_text(math))  # type: ignore[arg-type]
    image.tail, math.tail = math.tail, None
    prepare(math, text_fonts)
    drawing = Drawing(math)
    show(image, drawing.svg, drawing.width, drawing.height, drawing.descent)
    if kind == "display":
        _sources[image] = Source(math, drawing.width)
    return image


def show(image: Element, svg: Element, width: float, height: float, descent: float) -> None:
    """Set a drawing, and its size in em, as what an image shows."""
    image.set("src", f"data:image/svg+xml;base64,{b64encode(ElementTree.tostring(svg)).decode()}")
    lengths = {
        "width": width,
        "height": height,
        "margin": -MARGIN,
        "vertical-align": descent,
    }
    style = "".join(f"; {name}: {size:.3f}em" for name, size in lengths.items())
    # What is cut at the edges of its box is painted after the text around it.
    image.set("style", f"overflow: visible{style}")
