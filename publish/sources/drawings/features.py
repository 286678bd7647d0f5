"""What the layout engine draws of an SVG as browsers do: the allow-list of drawings.

`tests/drawings` holds it by comparison with a browser. Everything else is refused by its name: it
would be missing on the page, cut or black.
"""

from __future__ import annotations

import re
from typing import Final

from tinycss2.color5 import parse_color

SHAPES: Final = frozenset("circle ellipse line path polygon polyline rect".split())
TEXTS: Final = frozenset("text tspan".split())
DRAWN: Final = SHAPES | TEXTS | frozenset("a g image svg use".split())
# Drawn only where something refers to them.
REFERRED: Final = frozenset(
    "clipPath filter linearGradient marker mask pattern radialGradient stop symbol".split()
)
# Without a trace in any drawing.
SILENT: Final = frozenset("defs desc metadata style title view".split())
# Drawn only in a picture.
PICTURED: Final = frozenset({"textPath"})

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH = rf"{_NUMBER}(?:px|pt|pc|mm|cm|in|em|%)?"
_LENGTHS = rf"{_LENGTH}(?:[\s,]+{_LENGTH})*"
_PAINT = r"none|url\(.*\)\s*\S*|context-(?:fill|stroke)"
_ARGUMENTS = rf"\s*{_NUMBER}(?:px|deg|rad)?(?:[\s,]*(?:,|\s|(?=[-+]))[\s,]*{_NUMBER}(?:px)?)*\s*"
_ONE_TRANSFORM = rf"(?:matrix|translate[XY]?|scale[XY]?|rotate|skew[XY])\s*\({_ARGUMENTS}\)"
_COLOURS = frozenset("color fill stop-color stroke".split())

# Attributes, and properties of style sheets: the values that are drawn.
_VALUES = {
    "clip-path": r"none|url\(\s*[\"']?#[^)]*\)",
    "display": "none|inline|block|inline-block|initial|flex|table|table-cell",
    "dx dy": _LENGTHS,
    "cx cy r x1 x2 y1 y2 width height fr fx fy offset": _LENGTH,
    "x y": _LENGTHS,
    "fill-opacity opacity stop-opacity stroke-opacity": rf"{_NUMBER}%?",
    "fill-rule": "nonzero|evenodd",
    "font-size": _LENGTH,
    "gradientTransform patternTransform transform": (
        rf"none|(?!.*scale[XY]?\s*\(\s*0\s*[,)])(?:{_ONE_TRANSFORM}[\s,]*)*"
    ),
    "letter-spacing": f"normal|{_LENGTH}",
    "lengthAdjust": "spacing|spacingAndGlyphs",
    "marker marker-end marker-mid marker-start": r"none|url\(.*\)",
    "orient": rf"{_NUMBER}|auto|auto-start-reverse",
    "overflow": "visible|hidden|auto|scroll",
    "refX refY markerWidth markerHeight textLength": _LENGTH,
    "rotate": rf"{_NUMBER}(?:[\s,]+{_NUMBER})*",
    "rx ry": f"auto|{_LENGTH}",
    "stroke-dasharray": f"none|{_LENGTHS}",
    "stroke-dashoffset stroke-width": f"(?!-){_LENGTH}",
    "stroke-linecap": "butt|round|square",
    "stroke-linejoin": "miter|round|bevel",
    "stroke-miterlimit": _NUMBER,
    "transform-origin": rf"{_NUMBER}(?:px)?[\s,]+{_NUMBER}(?:px)?(?:[\s,]+0(?:px)?)?",
    "visibility": "visible|hidden",
    # not drawn: only what leaves the drawing as it is
    "animation animation-name backdrop-filter border box-shadow clip filter mask mask-image": (
        "none|auto|initial"
    ),
    "background background-color background-image": (
        "none|transparent|white|initial|#(?i:f{3}|f{6})|rgb\\(255, ?255, ?255\\)"
    ),
    "color-interpolation": "auto|sRGB",
    "mask-type": "luminance|alpha",
    "mix-blend-mode": "normal",
    "outline": "none|0",
    "paint-order": "normal|fill(?: stroke(?: markers)?)?|initial",
    "pathLength": "",
    "offset-path perspective scale translate": "none",
    "transform-box": "view-box|border-box|initial",
    "vector-effect": "none|initial",
    "zoom": "1|normal",
}
# The same for text; elsewhere they have no effect.
_TEXT_VALUES = {
    "alignment-baseline dominant-baseline": (
        "auto|alphabetic|baseline|central|middle|text-after-edge|use-script|no-change|initial"
    ),
    "baseline-shift": "0(?:px|%|em)?|baseline",
    "direction": "ltr",
    "font": rf"{_LENGTH}\s+[^/]+",
    "font-feature-settings font-variation-settings font-kerning font-size-adjust": (
        "normal|auto|none"
    ),
    "font-stretch": "normal|100%",
    "font-style": "normal|italic|oblique",
    "font-variant font-variant-caps font-variant-ligatures font-variant-numeric": "normal",
    "font-variant-alternates font-variant-east-asian font-variant-position": "normal",
    "font-weight": "normal|bold|[1-9]00",
    "glyph-orientation-vertical glyph-orientation-horizontal": "auto|0(?:deg)?",
    "inline-size shape-inside shape-subtract": "none|auto|0(?:px)?",
    "kerning": "auto|0",
    "text-anchor": "start|middle|end",
    "text-decoration text-decoration-line text-shadow text-transform": "none|initial",
    "text-indent": "0(?:px)?",
    "text-orientation": "mixed",
    "unicode-bidi": "normal|embed",
    "white-space": "normal|nowrap|pre-line",
    "word-spacing": "normal|0(?:px|em)?",
    "writing-mode": "lr|lr-tb|horizontal-tb",
}
# Of what is not drawn, how the values begin that a picture shows.
_PICTURED_VALUES = {
    "alignment-baseline baseline-shift dominant-baseline isolation mask mix-blend-mode": "",
    "fill stroke": r"url\(",
    "filter": r"(?:url|blur)\(",
    "paint-order startOffset stroke-linejoin word-spacing writing-mode": "",
}
# No effect on paper, or none without something that is refused itself.
_HARMLESS = frozenset(
    """
    baseProfile class clip-rule clipPathUnits color-interpolation-filters color-profile
    color-rendering color-scheme contentScriptType contentStyleType cursor d enable-background
    flood-color flood-opacity font-family gradientUnits height href id image-rendering isolation
    lang lighting-color line-height markerUnits maskContentUnits maskUnits media
    patternContentUnits patternUnits pointer-events points preserveAspectRatio primitiveUnits
    requiredExtensions requiredFeatures role shape-margin shape-padding shape-rendering
    solid-color solid-opacity space spreadMethod style systemLanguage tabindex target
    text-align text-align-last text-decoration-color text-decoration-style
    text-decoration-thickness text-rendering transition type user-select version viewBox
    will-change zoomAndPan focusable content box-sizing margin padding max-width
    max-height min-width min-height position top left right bottom z-index vertical-align
    transform-style backface-visibility font-synthesis text-overflow word-wrap overflow-wrap
    hyphens object-fit object-position font-display filterUnits rel download
    externalResourcesRequired title show actuate arcrole
    caret-color accent-color appearance orphans widows page-break-inside page-break-after
    page-break-before break-inside break-after break-before tab-size text-size-adjust
    """.split()
)
_HARMLESS_BEGINNINGS = ("-", "data-", "aria-", "animation-", "transition-", "text-emphasis-")


def _by_name(table: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(values) for names, values in table.items() for name in names.split()}


_DRAWN_VALUES, _DRAWN_TEXT_VALUES = _by_name(_VALUES), _by_name(_TEXT_VALUES)
_SHOWN_VALUES = _by_name(_PICTURED_VALUES)
# Values that every property has, and that mean what an element around it says.
_INHERITED = "inherit"


def is_known(name: str) -> bool:
    """Whether an attribute or property is in one of the tables."""
    return (
        name in _DRAWN_VALUES
        or name in _DRAWN_TEXT_VALUES
        or name in _COLOURS
        or name in _HARMLESS
        or name.startswith(_HARMLESS_BEGINNINGS)
    )


def is_drawn(name: str, value: str, *, of_text: bool) -> bool:
    """Whether an attribute or property with a value is drawn, or has no effect."""
    if value == _INHERITED:
        return True
    if name in _COLOURS:
        return bool(re.fullmatch(_PAINT, value)) or is_colour(value)
    pattern = _DRAWN_VALUES.get(name) or (_DRAWN_TEXT_VALUES.get(name) if of_text else None)
    return pattern.fullmatch(value) is not None if pattern else is_known(name)


def is_pictured(name: str, value: str) -> bool:
    """Whether a picture shows a value that is not drawn."""
    pattern = _SHOWN_VALUES.get(name)
    return pattern is not None and pattern.match(value) is not None


def is_colour(value: str) -> bool:
    """Whether the engine knows a colour; it paints others black."""
    return value == "currentColor" or (
        value.lower() != "currentcolor" and parse_color(value) is not None
    )
