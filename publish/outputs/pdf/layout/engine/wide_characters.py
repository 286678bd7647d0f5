"""Sets Chinese and Japanese: lines end at the margin, and two marks do not leave a hole.

Each character is a square, and there are no spaces that a justified line could widen: WeasyPrint 70
leaves such lines ragged. Here the room that is left is shared out between the characters. Of two
marks that follow each other, each with half a square of white, one is set in half a square (CLREQ
3.1.6, JLREQ 3.1.4), by the feature `halt` of the font.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from publish.outputs.pdf.layout.patch import Patch, Replacement

_LANGUAGES = ("zh", "ja")
_OPENING = "（「『【〈《〔［｛“‘"
_CLOSING = "、。，．：；）」』】〉》〕］｝”’"
_WIDE = (
    r"\u2e80-\u303f\u3040-\u30ff\u31c0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
    r"\U00020000-\U0003ffff"
)
_HAS_WIDE = re.compile(f"[{_WIDE}]")
_RUN = re.compile(f"[{_WIDE}“”‘’…—·]+")
_PAIR = re.compile(f"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|(?<=[{_OPENING}])[{_OPENING}]")


def is_wide(style: Any, text: str) -> bool:
    """Whether a text has Chinese or Japanese characters of its language."""
    if text.isascii() or not str(style["lang"] or "").startswith(_LANGUAGES):
        return False
    return _HAS_WIDE.search(text) is not None


def _set_text(self: Any, text: str, justify: bool = False) -> None:
    _SET_TEXT.original(self, text, justify)
    if is_wide(self.style, text):
        spacing = max(self.justification_spacing, 0) if justify else 0
        _add_attributes(self.layout, self.text, spacing)


def _add_attributes(layout: Any, text: str, spacing: float) -> None:
    """Add the space between wide characters, and the half squares of marks."""
    attributes = pango.pango_layout_get_attributes(layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)

    def insert(attribute: Any, found: re.Match[str]) -> None:
        # Not by "change", which would free the features that the engine shares among its lists.
        attribute.start_index = len(text[: found.start()].encode())
        attribute.end_index = attribute.start_index + len(found[0].encode())
        pango.pango_attr_list_insert(attributes, attribute)

    for mark in _PAIR.finditer(text):
        insert(pango.pango_attr_font_features_new(b"halt 1"), mark)
    for run in _RUN.finditer(text) if spacing else ():
        insert(pango.pango_attr_letter_spacing_new(int(spacing * TO_UNITS)), run)
    pango.pango_layout_set_attributes(layout, attributes)


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    if extra_width > 0 and any(is_wide(box.style, box.text) for box in _texts(line)):
        with _COUNT.replaced_by(_count_gaps):
            _JUSTIFY.original(context, line, extra_width)
    else:
        _JUSTIFY.original(context, line, extra_width)


def _texts(line: Any) -> Iterator[Any]:
    return (box for box in line.descendants() if isinstance(box, boxes.TextBox))


def _count_gaps(box: Any) -> float:
    """The places of a box that can be widened: spaces, and between wide characters.

    Pango halves the space beside a character at the start and the end of a text.
    """
    if not isinstance(box, boxes.TextBox):
        is_parent = isinstance(box, boxes.LineBox | boxes.InlineBox)
        return sum(map(_count_gaps, box.children)) if is_parent else 0
    count = float(_COUNT.original(box))
    for run in _RUN.finditer(box.text) if is_wide(box.style, box.text) else ():
        ends = (run.start() == 0) + (run.end() == len(box.text))
        count += len(run[0]) - ends / 2
    return count


_SET_TEXT = Replacement(Layout, "set_text", _set_text)
_JUSTIFY = Replacement(inline, "justify_line", _justify_line)
_COUNT = Replacement(inline, "count_expandable_spaces")

PATCH = Patch(
    name="wide_characters",
    reason="shares the room of a line out between Chinese and Japanese characters",
    replacements=(_SET_TEXT, _JUSTIFY, _COUNT),
    leans_on=(inline.add_word_spacing, Layout.reactivate),
    digest="851d321a1dc93adf443a28ec221e9e1937a220620d27a95ed9dd662f2b09cabf",
)
