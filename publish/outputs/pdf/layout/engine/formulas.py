"""Formulas as drawings, since the layout engine flattens MathML (one half would print as "12").

ziamath draws each as SVG, its signs as paths from STIX Two Math; every length is in em, so that a
formula follows the size of the text around it and stands on its baseline.
"""

from __future__ import annotations

import base64
import warnings
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from publish.render.mathfont import MATH, math_font

_MI, _MO = (MATH.removesuffix("math") + name for name in ("mi", "mo"))
_BARS = frozenset({"\u203e", "_"})
_UNITS = 100.0  # of the drawing to one em
# Slanted signs reach out of the box that they are given: a drawing without a rim would cut them.
_RIM = 0.1  # em


def draw_formulas(root: Element) -> None:
    """Put an image in the place of each `math` below an element, its `alttext` as the `alt`."""
    for parent in list(root.iter()):
        for place, child in enumerate(parent):
            if child.tag == MATH:
                parent[place] = _image(child)


def _image(math: Element) -> Element:
    kind = "display" if math.get("display") == "block" else "inline"
    made = Element("img", {"class": f"formula {kind}", "alt": math.get("alttext", "")})
    made.tail, math.tail = math.tail, None
    for mark in math.iter(_MO):
        if mark.text in _BARS:
            mark.text = "\u2015"  # which it draws as a rule of the width that is wanted
    for name in math.iter(_MI):
        # Of names it makes operators, with their space; the formula has that space already.
        name.attrib |= {"lspace": "0em", "rspace": "0em"}
    drawing = _library().Math(math, size=_UNITS, margin=_RIM * _UNITS, font=str(math_font().path))
    box = drawing.node.bbox
    width, height = box.xmax - box.xmin, box.ymax - box.ymin
    svg = ElementTree.tostring(drawing.svgxml())
    made.set("src", f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}")
    lengths = {
        "width": width / _UNITS + 2 * _RIM,
        "height": height / _UNITS + 2 * _RIM,
        "margin": -_RIM,
        "vertical-align": box.ymin / _UNITS,
    }
    made.set("style", "; ".join(f"{name}: {size:.3f}em" for name, size in lengths.items()))
    return made


def prepare() -> None:
    """Load what draws formulas, so that processes forked from this one need not."""
    _library()


def _library() -> Any:
    """Import late: it loads its font, and what it says while doing so is not ours to show."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath
        from ziamath.config import config

    config.svg2 = False  # paths in place, no references that two drawings could share
    config.precision = 2
    return ziamath
