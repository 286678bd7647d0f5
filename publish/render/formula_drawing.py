"""Formulas as drawings: ziamath draws each as SVG, its glyphs as paths from STIX Two Math.

Every length is in em, so that a formula has the size and the baseline of the text around it.
"""

from __future__ import annotations

import sys
import warnings
from copy import deepcopy
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import Element

from publish.model.markup import MATH, MATHML
from publish.render.formula_markup import rewrite
from publish.render.formula_words import TextFonts, draw_words

_MTEXT = f"{{{MATHML}}}mtext"
UNITS = 100.0  # of the drawing to one em
# Slanted glyphs extend beyond their box: a drawing without a margin would cut them.
MARGIN = 0.1  # em


def prepare(math: Element, text_fonts: tuple[Path, ...]) -> None:
    """Rewrite a formula for the library, in place, and load the fonts that its words need."""
    if any(not (text.text or "").isascii() for text in math.iter(_MTEXT)):
        _load_words(text_fonts)
    rewrite(math)


class Drawing:
    """A formula as SVG; the lengths are in em, and `descent` is that below the baseline."""

    def __init__(self, math: Element) -> None:
        own = deepcopy(math)  # the library strips the names of elements of their namespace
        drawn = _library().Math(own, size=UNITS, margin=MARGIN * UNITS)
        box = drawn.node.bbox
        self.svg: Element = drawn.svgxml()
        self.width = (box.xmax - box.xmin) / UNITS + 2 * MARGIN
        self.height = (box.ymax - box.ymin) / UNITS + 2 * MARGIN
        self.descent = box.ymin / UNITS


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
