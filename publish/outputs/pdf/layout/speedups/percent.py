"""Speed-up `percent`: used values of margins, paddings, borders and sizes.

The original calls three functions and `setattr` for each of fourteen properties. Most boxes have
only pixels and keywords, whose used values depend on nothing around them: here these are computed
once for all boxes of the same computed values, and set together. For the others one short function
distinguishes pixels, percentages and keywords by the class of the value. Any other value (math)
goes to the engine's `percentage`. The products are formed by the same expression, and so rounded
the same.
"""

from __future__ import annotations

from math import inf
from operator import itemgetter
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import percent
from weasyprint.layout.percent import adjust_box_sizing, percentage

from publish.outputs.pdf.layout.patch import Patch, Replacement

_EDGES = tuple(
    f"{kind}_{side}"
    for kind in ("margin", "padding")
    for side in ("left", "right", "top", "bottom")
)
_SIZES = ("width", "max_width", "height", "max_height")
_MINIMUMS = ("min_width", "min_height")
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_READ = (*_EDGES, *_SIZES, *_MINIMUMS, *_BORDERS)
_values_of = itemgetter(*_READ, "border_collapse", "box_sizing")

_CACHED = 4096  # sets of values; a book has some hundreds
_cache: dict[
    Any, dict[str, Any] | None
] = {}  # by computed values, the attributes of boxes anywhere


def _fixed_attributes(values: Any) -> dict[str, Any] | None:
    """The attributes of boxes with these values; None where they depend on other boxes."""
    *lengths, collapse, sizing = values
    if collapse == "collapse" or sizing != "content-box":
        return None
    named = dict(zip(_READ, lengths, strict=True))
    fixed = {name: _fixed(value) for name, value in named.items() if name not in _BORDERS}
    if None in fixed.values():
        return None
    fixed |= {name: 0 for name in _MINIMUMS if fixed[name] == "auto"}
    return fixed | {name: named[name] for name in _BORDERS}


def _fixed(value: Any) -> Any:
    if type(value) is Dimension and value.unit == "px":
        return value.value
    return "auto" if value == "auto" else None


def _used(value: Any, style: Any, whole: Any) -> Any:
    """The used value of a computed length, keyword or percentage of `whole`."""
    if type(value) is Dimension:
        number, unit = value
        if unit == "px":
            return number
        if unit == "%":
            return whole * number / 100
    elif value == "auto":
        return value
    return percentage(value, style, whole)


def _used_minimum(value: Any, style: Any, whole: Any) -> Any:
    """The used value of a minimum, in which `auto` is nothing."""
    value = _used(value, style, whole)
    return 0 if value == "auto" else value


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the used values of a box's edges and sizes as its attributes."""
    values = _values_of(box.style)
    try:
        attributes = _cache[values]
    except KeyError:
        if len(_cache) >= _CACHED:
            _cache.clear()
        attributes = _cache[values] = _fixed_attributes(values)
    except TypeError:  # math cannot be a key
        attributes = None
    if attributes is None:
        _resolve(box, containing_block)
    else:
        vars(box).update(attributes)


def _resolve(box: Any, containing_block: Any) -> None:
    if isinstance(containing_block, Box):
        width, height = containing_block.width, containing_block.height
    else:
        width, height = containing_block
    style = box.style
    vertical = height if isinstance(box, PageBox) else width
    box.margin_left = _used(style["margin_left"], style, width)
    box.margin_right = _used(style["margin_right"], style, width)
    box.margin_top = _used(style["margin_top"], style, vertical)
    box.margin_bottom = _used(style["margin_bottom"], style, vertical)
    box.padding_left = _used(style["padding_left"], style, width)
    box.padding_right = _used(style["padding_right"], style, width)
    box.padding_top = _used(style["padding_top"], style, vertical)
    box.padding_bottom = _used(style["padding_bottom"], style, vertical)
    box.width = _used(style["width"], style, width)
    box.min_width = _used_minimum(style["min_width"], style, width)
    box.max_width = _used(style["max_width"], style, width)
    _resolve_heights(box, style, height)
    _set_borders(box, style)
    if style["box_sizing"] != "content-box":
        adjust_box_sizing(box, "width")
        adjust_box_sizing(box, "height")


def _resolve_heights(box: Any, style: Any, whole: Any) -> None:
    if whole != "auto":
        box.height = _used(style["height"], style, whole)
        box.min_height = _used_minimum(style["min_height"], style, whole)
        box.max_height = _used(style["max_height"], style, whole)
        return
    height = style["height"]
    in_pixels = type(height) is Dimension and height.unit == "px"
    # A height that depends on content which depends on it is `auto`, as is math.
    box.height = height.value if in_pixels else "auto"
    box.min_height = _used_minimum(style["min_height"], style, 0)
    box.max_height = _used(style["max_height"], style, inf)


def _set_borders(box: Any, style: Any) -> None:
    if style["border_collapse"] != "collapse":
        box.border_top_width = style["border_top_width"]
        box.border_right_width = style["border_right_width"]
        box.border_bottom_width = style["border_bottom_width"]
        box.border_left_width = style["border_left_width"]
        return
    for side in ("top", "right", "bottom", "left"):
        name = f"border_{side}_width"
        if not hasattr(box, name):  # else set where the borders of cells were resolved
            setattr(box, name, style[name])


PATCH = Patch(
    name="percent",
    is_speedup=True,
    reason="computes the used edges and sizes once for equal computed values",
    replacements=(Replacement(percent, "resolve_percentages", resolve_percentages),),
    leans_on=(percentage, percent.resolve_one_percentage, adjust_box_sizing),
    digest="c8de602f29e51e686e9ebd367861327b5e73c079660a407fdfe3bbdb2688e71e",
)
