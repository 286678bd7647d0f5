"""Breaks a long word anywhere only where it begins its line.

WeasyPrint 70 takes each word for the first of its line that is in the first element of the line:
an address at the end of an entry that is one element, or code in a heading that is code, is then
broken after two letters, although it would fit the next line.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from publish.outputs.pdf.layout.patch import Patch, Replacement

_PADDING = 0.5  # em, at most, before the first word of a line


def _split_inline_box(context: Any, box: Any, position_x: float, *others: Any) -> Any:
    if isinstance(box, boxes.LineBox):
        context.line_start = position_x
    return _INLINE.original(context, box, position_x, *others)


def _split_text_box(
    context: Any, box: Any, width: float, skip: Any, is_line_start: bool = True
) -> Any:
    if is_line_start and width is not None:  # what is only measured has no place yet
        before = box.position_x - getattr(context, "line_start", box.position_x)
        is_line_start = before <= _PADDING * box.style["font_size"]
    return _TEXT.original(context, box, width, skip, is_line_start)


_INLINE = Replacement(inline, "split_inline_box", _split_inline_box)
_TEXT = Replacement(inline, "split_text_box", _split_text_box)

PATCH = Patch(
    name="word_breaks",
    reason="breaks a word anywhere only where it begins its line",
    replacements=(_INLINE, _TEXT),
    leans_on=(inline.split_inline_level,),
    digest="7574941f33fab8c14e974d9fd8fede848bf7e402aac95983971b963ff8e7cf78",
)
