"""Speed-up `context`: the Pango objects that a layout is created from.

The original creates a Pango context, a font description and a list of OpenType features for every
layout, of which a line of text needs three or four, and leaks the features. All of them depend on
seventeen values of the style. Here they are cached by these values, beside the strut layouts in the
font configuration whose fonts they name: a style that is edited has other values, and other
documents have another configuration. Pango copies the description and counts references to the
context, and nothing changes either afterwards, so that the layouts are the same. Text that is
underlined or struck through needs metrics as well, and goes to the original.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description
from weasyprint.text.line_break import Layout

from publish.outputs.pdf.layout.patch import Patch, Replacement, weasyprint_issue

_original = Layout.setup

_FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
_values_of = itemgetter(
    "font_family",
    "direction",
    "font_language_override",
    "lang",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variation_settings",
    *_FEATURES,
)
_features_of = itemgetter(*_FEATURES)
_CACHE = "layout_setups"  # the attribute of a font configuration


def setup(self: Any, style: Any) -> None:
    """Create the Pango layout of a layout, set up for a style."""
    if style["text_decoration_line"] != "none":
        _original(self, style)
        return
    setups = vars(style.font_config).setdefault(_CACHE, {})
    values = _values_of(style)
    if type(values[0]) is list:  # so the text in an SVG image names its font
        values = (tuple(values[0]), *values[1:])
    objects = setups.get(values)
    if objects is None:
        objects = setups[values] = _create(style)
    context, self.language, description, features = objects
    self.style = style
    self.first_line_direction = 0
    self.layout = layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout, False)
    pango.pango_layout_set_font_description(layout, description)
    self.ascent = self.underline_position = self.strikethrough_position = None
    if features is not None:
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, features)
        pango.pango_layout_set_attributes(layout, attributes)


def _create(style: Any) -> tuple[Any, Any, Any, Any]:
    """Context, language, font description and features of a style."""
    config = style.font_config
    context = ffi.gc(pango.pango_font_map_create_context(config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    override = style["font_language_override"]
    named = LST_TO_ISO.get(override.lower(), override) if override != "normal" else style["lang"]
    if named:
        pointer, _held = unicode_to_char_p(named)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    assert not isinstance(style["font_family"], str), "font_family should be a list"
    return context, language, get_font_description(style), _features(style)


def _features(style: Any) -> Any:
    """The Pango attribute of the OpenType features of a style; None for none."""
    features = font_features(*_features_of(style))
    if not features:
        return None
    text = ",".join(f"{key} {value}" for key, value in features.items()).encode()
    attributes = style.font_config.font_features
    if text not in attributes:
        attributes[text] = pango.pango_attr_font_features_new(text)
    return attributes[text]


PATCH = Patch(
    name="context",
    is_speedup=True,
    reason="caches Pango contexts and font descriptions by the values of a style",
    upstream=weasyprint_issue(578),
    replacements=(Replacement(Layout, "setup", setup),),
    leans_on=(
        Layout.__init__,
        Layout.reactivate,
        line_break.create_layout,
        get_font_description,
        font_features,
    ),
    digest="9f9fed834f71dc5ee2c8cf87034c2fbcfca502512e6fe7deda77fc79490d9cdf",
)
