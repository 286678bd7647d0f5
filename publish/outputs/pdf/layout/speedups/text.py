"""Speed-up `text`: calls of Pango for every piece of text.

The original copies each text into a C array before Pango copies it again, creates a new rectangle
for each line that it measures, and asks again for each pair of letters whether a line breaks
between them. Here Pango reads the bytes of the text itself, one rectangle serves each thread, and
the results for two letters, and for the bounds of a word, are cached: they depend on the text and
the language alone. Text with spacing, tabs, newlines or breaks inside words goes to the original.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from publish.outputs.pdf.layout.patch import Patch, Replacement, weasyprint_issue

_original_set_text = Layout.set_text
_original_can_break_text = line_break.can_break_text
_original_word_boundaries = line_break.get_next_word_boundaries

_PAIRS = 8192  # of letters, in a language
_WORDS = 16384
_LONG = 64  # characters; a longer text is not a word


class _Measure(threading.local):
    """A rectangle that Pango writes into."""

    def __init__(self) -> None:
        self.rectangle = ffi.new("PangoRectangle *")


_measure = _Measure()


def line_size(line: Any, style: Any) -> tuple[float, float]:
    """Width and height of a line in pixels, with letter spacing if the style has any."""
    rectangle = _measure.rectangle
    pango.pango_layout_line_get_extents(line, ffi.NULL, rectangle)
    width = rectangle.width * FROM_UNITS
    spacing = style["letter_spacing"]
    if spacing != "normal":
        width += spacing
    return width, rectangle.height * FROM_UNITS


def set_text(self: Any, text: str, justify: bool = False) -> None:
    """Set the text of a layout; with `justify` with the spaces as wide as the line wants."""
    style = self.style
    if (
        style["word_spacing"]
        or (justify and self.justification_spacing)
        or style["letter_spacing"] != "normal"
        or style["overflow_wrap"] != "normal"
        or not text.isprintable()  # controls: newline, tab, NUL
    ):
        _original_set_text(self, text, justify)
        return
    self.text = text
    pango.pango_layout_set_text(self.layout, text.encode(), -1)


@lru_cache(maxsize=_PAIRS)
def _can_break_pair(text: str, lang: str | None) -> bool:
    return bool(_original_can_break_text(text, lang))


def can_break_text(text: str, lang: str | None) -> bool:
    """Whether a line may break inside a text."""
    if text and len(text) == 2:
        return _can_break_pair(text, lang)
    return bool(_original_can_break_text(text, lang))


@lru_cache(maxsize=_WORDS)
def _bounds(text: str, lang: str | None) -> Any:
    return _original_word_boundaries(text, lang)


def get_next_word_boundaries(text: str, lang: str | None) -> Any:
    """Where the first word of a text begins and ends; None without a word."""
    if text and len(text) <= _LONG:
        return _bounds(text, lang)
    return _original_word_boundaries(text, lang)


PATCH = Patch(
    name="text",
    is_speedup=True,
    reason="copies texts once, and caches line breaks and word bounds",
    upstream=weasyprint_issue(578),
    replacements=(
        Replacement(line_break, "line_size", line_size),
        Replacement(Layout, "set_text", set_text),
        Replacement(line_break, "can_break_text", can_break_text),
        Replacement(line_break, "get_next_word_boundaries", get_next_word_boundaries),
    ),
    leans_on=(
        line_break.get_log_attrs,
        line_break.get_next_break_point,
        line_break.get_next_break_point_from_text,
    ),
    digest="2845d21a69b9359bf950be95e2ac10e7babaeb7919ab90c5ae1a76405d983b70",
)
