"""Formulas as drawings, since the layout engine flattens MathML (one half would print as "12").

ziamath draws each as SVG, its glyphs as paths from STIX Two Math; every length is in em, so that a
formula has the size and the baseline of the text around it.
"""

from __future__ import annotations

import base64
import warnings
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from publish.model.markup import FORMULA, MATH
from publish.outputs.pdf.layout.engine.formula_markup import rewrite
from publish.render.mathfont import math_font

_UNITS = 100.0  # of the drawing to one em
# Slanted glyphs extend beyond their box: a drawing without a margin would cut them.
_MARGIN = 0.1  # em


def draw_formulas(root: Element) -> None:
    """Replace each `math` below an element by an image, with its `alttext` as the `alt`."""
    for parent in list(root.iter()):
        for index, child in enumerate(parent):
            if child.tag == MATH:
                parent[index] = _image(child)


def _image(math: Element) -> Element:
    kind = "display" if math.get("display") == "block" else "inline"
    image = Element("img", {"class": f"{FORMULA} {kind}", "alt": math.get("alttext", "")})
    image.tail, math.tail = math.tail, None
    rewrite(math)
    drawing = _library().Math(
        math, size=_UNITS, margin=_MARGIN * _UNITS, font=str(math_font().path)
    )
    box = drawing.node.bbox
    width, height = box.xmax - box.xmin, box.ymax - box.ymin
    svg = ElementTree.tostring(drawing.svgxml())
    image.set("src", f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}")
    lengths = {
        "width": width / _UNITS + 2 * _MARGIN,
        "height": height / _UNITS + 2 * _MARGIN,
        "margin": -_MARGIN,
        "vertical-align": box.ymin / _UNITS,
    }
    image.set("style", "; ".join(f"{name}: {size:.3f}em" for name, size in lengths.items()))
    return image


def load_library() -> None:
    """Load the library that draws formulas, for all processes that are forked from this one."""
    _library()


def _library() -> Any:
    """The library, imported late: it loads its font, and warns while doing so."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath
        from ziamath.config import config

    config.svg2 = False  # paths in place, no references that two drawings could share
    config.precision = 2
    return ziamath
