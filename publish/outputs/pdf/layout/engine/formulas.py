"""Formulas as drawings, since the layout engine flattens MathML (one half would print as "12").

ziamath draws each as SVG, its glyphs as paths from STIX Two Math; every length is in em, so that a
formula has the size and the baseline of the text around it.
"""

from __future__ import annotations

import sys
import warnings
from base64 import b64encode
from copy import deepcopy
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from publish.model.linear_formula import linear_text
from publish.model.markup import DATA_PLAIN, FORMULA, MATH, MATHML
from publish.outputs.pdf.layout.engine.formula_markup import rewrite
from publish.outputs.pdf.layout.engine.formula_words import TextFonts, draw_words

_MTEXT = f"{{{MATHML}}}mtext"
UNITS = 100.0  # of the drawing to one em
# Slanted glyphs extend beyond their box: a drawing without a margin would cut them.
_MARGIN = 0.1  # em


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
                if any(not (text.text or "").isascii() for text in child.iter(_MTEXT)):
                    _load_words(text_fonts)
                parent[index] = _image(child)


def source_of(image: Element) -> Source | None:
    """What a displayed formula is drawn from; None for another image."""
    return _sources.get(image)


def forget_source(image: Element) -> None:
    """Note that an image is as it should be."""
    _sources.pop(image, None)


def _image(math: Element) -> Element:
    kind = "display" if math.get("display") == "block" else "inline"
    image = Element("img", {"class": f"{FORMULA} {kind}", "alt": math.get("alttext", "")})
    image.set(DATA_PLAIN, linear_text(math))  # type: ignore[arg-type]
    image.tail, math.tail = math.tail, None
    rewrite(math)
    drawing = Drawing(math)
    show(image, drawing.svg, drawing.width, drawing.height, drawing.descent)
    if kind == "display":
        _sources[image] = Source(math, drawing.width)
    return image


class Drawing:
    """A formula as SVG; the lengths are in em, and `descent` is that below the baseline."""

    def __init__(self, math: Element) -> None:
        own = deepcopy(math)  # the library strips the names of elements of their namespace
        drawn = _library().Math(own, size=UNITS, margin=_MARGIN * UNITS)
        box = drawn.node.bbox
        self.svg: Element = drawn.svgxml()
        self.width = (box.xmax - box.xmin) / UNITS + 2 * _MARGIN
        self.height = (box.ymax - box.ymin) / UNITS + 2 * _MARGIN
        self.descent = box.ymin / UNITS


def show(image: Element, svg: Element, width: float, height: float, descent: float) -> None:
    """Set a drawing, and its size in em, as what an image shows."""
    image.set("src", f"data:image/svg+xml;base64,{b64encode(ElementTree.tostring(svg)).decode()}")
    lengths = {
        "width": width,
        "height": height,
        "margin": -_MARGIN,
        "vertical-align": descent,
    }
    style = "".join(f"; {name}: {size:.3f}em" for name, size in lengths.items())
    # What is cut at the edges of its box is painted after the text around it.
    image.set("style", f"overflow: visible{style}")


@cache
def _load_words(text_fonts: tuple[Path, ...]) -> None:
    _library()
    draw_words(TextFonts(text_fonts))


def load_library() -> None:
    """Load what draws formulas and its font, for all processes that are forked from this one."""
    Drawing(Element(MATH))


@cache
def _library() -> Any:
    """The library, imported late: it loads its font, and warns while doing so."""
    # Only formulas as text need the module with all names of characters; it takes half as long.
    escapes = ModuleType("ziamath.escapes")
    escapes.__dict__["unescape"] = str
    sys.modules.setdefault(escapes.__name__, escapes)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath
        from ziamath.config import config
        from ziamath.zmath import loadedfonts

    loadedfonts["default"].basesize = UNITS  # what it would be if the font was loaded once more
    config.svg2 = False  # paths in place, no references that two drawings could share
    config.precision = 2
    return ziamath
