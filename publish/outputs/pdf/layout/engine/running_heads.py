"""Shortens a running head that would not fit beside the folio: at a word, with an ellipsis.

WeasyPrint 70 prints a title that is wider than its box over the folio and off the sheet, or cuts it
inside a letter. Here the words are measured in the fonts of the head before it is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import page
from weasyprint.text.line_break import get_log_attrs, split_first_line

from publish.outputs.pdf.layout.patch import Patch, Replacement

_ELLIPSIS = "…"
_WIDTHS = "widths_of_running_heads"
_DECIDES_WIDTH = (
    "font_family", "font_size", "font_style", "font_weight", "font_stretch", "font_variant_caps",
    "font_variant_numeric", "font_feature_settings", "letter_spacing", "word_spacing", "lang",
)  # fmt: skip
_BEFORE_ELLIPSIS = " ,;:.·-–—"  # which a title that stops here does not end with


def _lay_out(context: Any, page_box: Any, box: Any) -> Any:
    texts = [each for line in box.children for each in _texts(line)]
    if texts and box.style["white_space"] == "nowrap":
        longest = max(texts, key=lambda text: len(text.text))
        room = box.width - sum(_known_width(text, context) for text in texts)
        if room < 0:
            room += _width(longest, longest.text, context)
            longest.text = _shortened(longest, room, context)
    return _CONTENT.original(context, page_box, box)


def _texts(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _known_width(box: Any, context: Any) -> float:
    """The width of a text; a head has the same on all pages of a chapter."""
    widths = vars(context).setdefault(_WIDTHS, {})
    key = (box.text, *(box.style[name] for name in _DECIDES_WIDTH))
    if key not in widths:
        widths[key] = _width(box, box.text, context)
    return float(widths[key])


def _width(box: Any, text: str, context: Any) -> float:
    return float(split_first_line(text, box.style, context, None, 0)[3])


def _shortened(box: Any, room: float, context: Any) -> str:
    """The longest beginning of a text that fits with the ellipsis; the ellipsis alone if none."""
    beginnings = (box.text[:end].rstrip(_BEFORE_ELLIPSIS) for end in _ends(box))
    shorter = (f"{beginning}{_ELLIPSIS}" for beginning in beginnings if beginning)
    return next((text for text in shorter if _width(box, text, context) <= room), _ELLIPSIS)


def _ends(box: Any) -> Iterator[int]:
    """Where a text may stop, the last first: where lines break, or else between any characters."""
    marks = get_log_attrs(box.text, box.style["lang"])
    places = range(len(box.text) - 1, 0, -1)
    yield from (place for place in places if marks[place].is_line_break)
    yield from (place for place in places if marks[place].is_cursor_position)


_CONTENT = Replacement(page, "margin_box_content_layout", _lay_out)

PATCH = Patch(
    name="running_heads",
    reason="shortens a running head at a word where it would meet the folio",
    replacements=(_CONTENT,),
    leans_on=(page.make_margin_boxes, split_first_line, get_log_attrs),
    digest="63e98f4204a6e9eeb50dea56d79a1d1a6db2f6e191f389588254a0bd7b298020",
)
