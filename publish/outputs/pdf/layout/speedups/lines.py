"""Speed-up `lines`: lines that were computed before.

A text is broken into lines more than once: cells for the least and the greatest measure and again
for the column, blocks again when their page is laid out again, and all of a document when a note
was misplaced or a page number has changed. The original computes each line again, with two to four
Pango layouts. Here the result is cached beside the strut layouts in the font configuration, by the
text, the measure and all values that `split_first_line` and the layout read in the style: it
depends on nothing else but the fonts. The layout in the result is copied, since boxes change
theirs; it has no Pango object any more. Nothing is cached for styles with values that cannot be
part of a key, and the cache is emptied with a new font, or when it gets too large.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout

from publish.outputs.pdf.layout.patch import Patch, Replacement, weasyprint_issue

_slow = line_break.split_first_line
_slow_add_font_face = FontConfiguration.add_font_face

_KEPT = "found_lines"  # the attribute of a font configuration
_MOST = 8192  # answers, of which a chapter of twenty pages needs about fifteen hundred

_values_of = itemgetter(
    # What the layout reads.
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variation_settings",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_language_override",
    "lang",
    "direction",
    "word_spacing",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    # What finding a line reads besides.
    "white_space",
    "hyphens",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "word_break",
    # Last, for it may be math, which depends on further values.
    "hyphenate_limit_zone",
)


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification_spacing: Any,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """The first line of a text; see the original for what comes back."""
    values = _values_of(style)
    if type(values[-1]) is not Dimension or style["text_decoration_line"] != "none":
        return _slow(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    found = vars(style.font_config).setdefault(_KEPT, {})
    key = (text, max_width, justification_spacing, is_line_start, minimum, values)
    try:
        known = found.get(key)
    except TypeError:  # the text in an SVG image has a list of fonts
        return _slow(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    if known is None:
        known = _slow(
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )
        if len(found) >= _MOST:
            found.clear()
        found[key] = known
    return (_copy(known[0]), *known[1:])


def _copy(layout: Any) -> Any:
    """A layout with the same notes."""
    copy = Layout.__new__(Layout)
    vars(copy).update(vars(layout))
    return copy


def add_font_face(self: Any, rule_descriptors: Any, url_fetcher: Any) -> Any:
    """Add a font, with which the same text may take other room."""
    vars(self).pop(_KEPT, None)
    return _slow_add_font_face(self, rule_descriptors, url_fetcher)


PATCH = Patch(
    name="lines",
    is_speedup=True,
    reason="caches the first lines of texts",
    upstream=weasyprint_issue(2808),
    replacements=(
        Replacement(line_break, "split_first_line", split_first_line),
        Replacement(FontConfiguration, "add_font_face", add_font_face),
    ),
    leans_on=(
        line_break.first_line_metrics,
        line_break.create_layout,
        Layout.__init__,
        Layout.setup,
        Layout.set_text,
        Layout.set_tabs,
        Layout.deactivate,
    ),
    digest="011800e69d37c328b669c3085a9cf677f1cd2ebb4aed96069c3a877633d99d07",
)
