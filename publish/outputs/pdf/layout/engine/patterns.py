"""Patterns of drawings in the units of the drawing: hatches begin at its origin.

The engine moves every pattern to the shape that it fills, as is right only for the units of the
shape (SVG 2, 14.3).
"""

from __future__ import annotations

from typing import Any

from weasyprint import svg as engine_svg
from weasyprint.svg import defs

from publish.outputs.pdf.layout.patch import Patch, Replacement

_ANYWHERE = (0, 0, 1, 1)


def _draw_pattern(svg: Any, node: Any, pattern: Any, *arguments: Any, **options: Any) -> Any:
    """Fill with a pattern, where it is in the drawing."""
    if pattern.get("patternUnits") != "userSpaceOnUse":
        return _DRAW.original(svg, node, pattern, *arguments, **options)
    _begin_at_origin(pattern)
    svg.calculate_bounding_box = lambda *_: _ANYWHERE
    try:
        return _DRAW.original(svg, node, pattern, *arguments, **options)
    finally:
        del svg.calculate_bounding_box


def _begin_at_origin(pattern: Any) -> None:
    """Move a pattern by its transformation instead of by its place."""
    x, y = (pattern.attrib.pop(name, None) or "0" for name in ("x", "y"))
    if (x, y) != ("0", "0"):
        moved = pattern.get("patternTransform", "")
        pattern.attrib["patternTransform"] = f"{moved} translate({x} {y})".strip()


_DRAW = Replacement(defs, "draw_pattern", _draw_pattern)

PATCH = Patch(
    name="patterns",
    reason="puts patterns of a drawing where they are in it, not to each shape",
    replacements=(_DRAW,),
    leans_on=(engine_svg.SVG.calculate_bounding_box, engine_svg.Pattern),
    digest="2c1561b2c216e10e5b8b797773f112b485f03f3280b5a48e72a2eb2b5f08ba62",
)
