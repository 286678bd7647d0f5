"""Speed-up `instance`: the empty glyphs of a variable font.

The engine subsets a font to the glyphs that a book uses and keeps the numbers of all, so that most
glyphs left in it are empty; then fontTools moves the outlines of each to the position on the axes.
For an empty glyph without variations that takes as many steps as for another, to set its advance
and bearing to what they are (its only points are computed from these two). Here only its bounds are
set, to those of no points. Every other glyph goes to the original.
"""

from __future__ import annotations

from typing import Any

from fontTools.ttLib.tables import _g_l_y_f as glyf_table
from fontTools.varLib import instancer

from publish.outputs.pdf.layout.patch import Patch, Replacement

_original = instancer._instantiateGvarGlyph


def instantiate_glyph(
    name: str,
    glyf: Any,
    gvar: Any,
    h_metrics: Any,
    v_metrics: Any,
    axis_limits: Any,
    optimize: bool = True,
) -> None:
    """Move the outline of one glyph to a position on the axes of its font."""
    glyph = glyf[name]
    if glyph.numberOfContours != 0 or gvar.variations.get(name):
        _original(name, glyf, gvar, h_metrics, v_metrics, axis_limits, optimize=optimize)
        return
    glyph.xMin = glyph.yMin = glyph.xMax = glyph.yMax = 0
    if name in gvar.variations:
        del gvar.variations[name]


_table = glyf_table.table__g_l_y_f

PATCH = Patch(
    name="instance",
    is_speedup=True,
    reason="skips empty glyphs when a variable font is instantiated",
    replacements=(Replacement(instancer, "_instantiateGvarGlyph", instantiate_glyph),),
    leans_on=(
        _table._getPhantomPoints,
        _table._getCoordinatesAndControls,
        _table._setCoordinates,
        glyf_table.Glyph.recalcBounds,
    ),
    digest="488ad2f86c86a2723f1e81decaae915fc94b2bfcb6b30ca377837de6973446c0",
)
