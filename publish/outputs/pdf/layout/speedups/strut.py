"""Speed-up `strut`: line heights, and the key by which they are cached.

The original formats fourteen values of the style as a string for every line and every inline box.
Here they are the key themselves: a tuple, which is quick to build and to compare. Two styles have
equal keys where they have equal values; before, where these were formatted alike. Values that
cannot be part of a key, such as math, are formatted as before. A line height that is cached is
found by one look-up, where the original, in every call, imports two functions to compute one that
is not.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from weasyprint.text import line_break

from publish.outputs.pdf.layout.patch import Patch, Replacement

_original = line_break._font_style_cache_key
_original_strut = line_break.strut

_face = (
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_variation_settings",
    "font_language_override",
    "lang",
)
_face_of = itemgetter(*_face)
_face_and_size_of = itemgetter(*_face, "font_size", "line_height")


def font_style_cache_key(style: Any, include_size: bool = False) -> Any:
    """A key for the font of a style, and with `include_size` for the size of its lines."""
    key = _face_and_size_of(style) if include_size else _face_of(style)
    try:
        hash(key)
    except TypeError:
        return _original(style, include_size)
    return key


def strut(style: Any) -> Any:
    """The height of a line of a style, and where its baseline is."""
    if style["font_size"]:
        try:
            return style.font_config.strut_layouts[_face_and_size_of(style)]
        except (KeyError, TypeError):  # not cached, or not hashable
            pass
    return _original_strut(style)


PATCH = Patch(
    name="strut",
    is_speedup=True,
    reason="caches line heights by the values of a style, not by their text",
    replacements=(
        Replacement(line_break, "_font_style_cache_key", font_style_cache_key),
        Replacement(line_break, "strut", strut),
    ),
    leans_on=(line_break.character_ratio,),
    digest="8df62b23b76ec945899e13095902646bbfade3b507756e6fce7608f1dcbbdd07",
)
