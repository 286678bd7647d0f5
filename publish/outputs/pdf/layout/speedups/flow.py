"""Speed-up `flow`: whether a box is in normal flow, the boxes in it, and the sizes of its edges.

`is_in_normal_flow` calls five methods that read two properties of the style seven times. Here the
two are read once, and the two most frequent positions are recognized by their names; every other
box goes to the original. `descendants` passes each box on through all boxes around it; here one
generator visits all, asking each box for its children exactly when the original does. The widths
and heights of the boxes around a box are sums of sums in up to three calls: here they are one sum
in the same order, so that not even its rounding differs. No class of the engine overrides one of
these methods.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import Box

from publish.outputs.pdf.layout.patch import Patch, Replacement

_original = Box.is_in_normal_flow


def is_in_normal_flow(self: Any) -> bool:
    """Whether a box is neither floated nor positioned away nor a running element or a note."""
    style = self.style
    if style["float"] == "none":
        position = style["position"]
        if position == "static" or position == "relative":  # twice as fast as `in`
            return True
    return bool(_original(self))


def descendants(self: Any, placeholders: bool = False) -> Iterator[Any]:
    """A box and all boxes in it, in the order of the tree."""
    yield self
    waiting = [iter(self.children)]
    while waiting:
        for child in waiting[-1]:
            if isinstance(child, Box):
                yield child
                waiting.append(iter(child.children))
                break
            if placeholders:
                yield from child.descendants(placeholders)
            else:
                yield child
        else:
            waiting.pop()


def border_width(self: Any) -> Any:
    """Width of the border box."""
    return (
        self.width
        + self.padding_left
        + self.padding_right
        + self.border_left_width
        + self.border_right_width
    )


def border_height(self: Any) -> Any:
    """Height of the border box."""
    return (
        self.height
        + self.padding_top
        + self.padding_bottom
        + self.border_top_width
        + self.border_bottom_width
    )


def margin_width(self: Any) -> Any:
    """Width of the margin box."""
    return (
        self.width
        + self.padding_left
        + self.padding_right
        + self.border_left_width
        + self.border_right_width
        + self.margin_left
        + self.margin_right
    )


def margin_height(self: Any) -> Any:
    """Height of the margin box."""
    return (
        self.height
        + self.padding_top
        + self.padding_bottom
        + self.border_top_width
        + self.border_bottom_width
        + self.margin_top
        + self.margin_bottom
    )


PATCH = Patch(
    name="flow",
    is_speedup=True,
    reason="answers the most frequent questions about a box with fewer calls",
    replacements=(
        Replacement(Box, "is_in_normal_flow", is_in_normal_flow),
        Replacement(Box, "descendants", descendants),
        Replacement(Box, "border_width", border_width),
        Replacement(Box, "border_height", border_height),
        Replacement(Box, "margin_width", margin_width),
        Replacement(Box, "margin_height", margin_height),
    ),
    leans_on=(
        Box.padding_width,
        Box.padding_height,
        Box.is_floated,
        Box.is_absolutely_positioned,
        Box.is_running,
        Box.is_footnote,
        Box.is_note,
    ),
    digest="d4445c6411ca76d3bd53f30539aa4c583fdc8cd55aa604bb52ff5f56f65c8587",
)
