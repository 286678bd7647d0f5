"""Speed-up `background`: boxes without a background.

The original resolves four radii, reads six properties and builds lists for each box of each page,
to find that there is nothing to paint. Here these properties are read at once, and a box all of
whose values are the initial ones, and whose colour is transparent, is done. Its children come first
as before, so that images are fetched in the same order. Any other box goes to the original.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from weasyprint.css import COMPUTER_FUNCTIONS, INITIAL_VALUES
from weasyprint.draw.color import get_color
from weasyprint.layout import background
from weasyprint.layout.percent import resolve_radii_percentages

from publish.outputs.pdf.layout.patch import Patch, Replacement, weasyprint_issue

_original = background.layout_box_backgrounds

_NAMES = (
    "border_top_left_radius",
    "border_top_right_radius",
    "border_bottom_right_radius",
    "border_bottom_left_radius",
    "border_image_source",
    "mask_border_source",
    "visibility",
    "background_image",
    "box_shadow",
)
_values_of = itemgetter(*_NAMES)
_INITIAL = tuple(INITIAL_VALUES[name] for name in _NAMES)
_NONE = (0, 0)


def layout_box_backgrounds(
    page: Any,
    box: Any,
    get_image_from_uri: Any,
    layout_children: bool = True,
    style: Any = None,
) -> None:
    """Fetch and place the background images of a box and of its children."""
    box_style = box.style
    if (
        box is page
        or style is not None
        or not layout_children
        or _values_of(box_style) != _INITIAL
        or get_color(box_style, "background_color").alpha != 0
    ):
        _original(page, box, get_image_from_uri, layout_children, style)
        return
    box.border_top_left_radius = box.border_top_right_radius = _NONE
    box.border_bottom_right_radius = box.border_bottom_left_radius = _NONE
    for child in box.all_children():
        background.layout_box_backgrounds(page, child, get_image_from_uri)
    box.background = None


PATCH = Patch(
    name="background",
    is_speedup=True,
    reason="skips boxes without a background",
    upstream=weasyprint_issue(578),
    replacements=(Replacement(background, "layout_box_backgrounds", layout_box_backgrounds),),
    leans_on=(resolve_radii_percentages, get_color, COMPUTER_FUNCTIONS["background_image"]),
    digest="d93842c3c664ccc5c14b39916991dabcec543643528d04e2bdec478a53194243",
)
