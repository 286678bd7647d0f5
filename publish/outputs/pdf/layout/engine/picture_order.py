"""Paints pictures and the markers of lists in the order of the text, not after all of it.

A picture is cut at the edges of its box (`overflow: hidden`), and a marker has an absolute place,
for which WeasyPrint 70 paints them like something that is placed over the text. A program that
reads a page in the order in which it is painted then finds all pictures and markers at the end.
"""

from __future__ import annotations

from typing import Any

from weasyprint import draw, stacking
from weasyprint.draw.border import rounded_box
from weasyprint.formatting_structure import boxes

from publish.outputs.pdf.layout.patch import Patch, Replacement
from publish.outputs.pdf.layout.tagging.artifacts import real


def _dispatch(box: Any, *others: Any) -> Any:
    inner = real(box)
    if isinstance(inner, boxes.ReplacedBox) and inner.style["overflow"] != "visible":
        inner.is_cropped = True
        _set(inner, "overflow", "visible")
    elif inner.is_outside_marker:
        _set(inner, "position", "static")
    return _DISPATCH.original(box, *others)


def _set(box: Any, name: str, value: str) -> None:
    box.style = box.style.copy()
    box.style[name] = value


def _draw_replacedbox(stream: Any, box: Any) -> None:
    if not getattr(box, "is_cropped", False):
        _DRAW.original(stream, box)
        return
    with stream.stacked():
        rounded_box(stream, box.rounded_padding_box())
        stream.clip()
        stream.end()
        _DRAW.original(stream, box)


_DISPATCH = Replacement(stacking, "_dispatch", _dispatch)
_DRAW = Replacement(draw, "draw_replacedbox", _draw_replacedbox)

PATCH = Patch(
    name="picture_order",
    reason="paints pictures and the markers of lists in the order of the text",
    replacements=(_DISPATCH, _DRAW),
    leans_on=(draw.draw_stacking_context, stacking.StackingContext.from_box.__func__),
    digest="a0118dff2239198ac32b37235ea868c8344e5008cd57520f54c1d98c8ec05794",
)
