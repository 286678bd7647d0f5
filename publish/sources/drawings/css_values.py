"""Values of style sheets as those that attributes may have: numbers without units, plain names."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from publish.sources.drawings.values import NUMBER

_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
# The colour for light grounds of a pair; paper is light.
_LIGHT = re.compile(r"light-dark\(\s*((?:[^(),]|\([^()]*\))+),(?:[^()]|\([^()]*\))*\)")
_LENGTH = re.compile(rf"({NUMBER})(px|pt|pc|mm|cm|in|q|em|rem|ex|ch|vw|vh|vmin|vmax|%)?", re.I)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54,
           "in": 96.0, "q": 24 / 25.4}  # fmt: skip
_SIZES = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24,
          "xx-large": 32, "xxx-large": 48}  # fmt: skip
_LARGER = {"larger": 1.2, "smaller": 1 / 1.2}
_ANGLES = {"": 1.0, "deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}
_ANGLE = re.compile(rf"({NUMBER})(deg|grad|rad|turn)?", re.I)
_FUNCTION = re.compile(r"([a-zA-Z]+)\s*\(([^()]*)\)")
_FONT = re.compile(r"((?:[a-z0-9-]+\s+)*?)([\d.]+[a-z%]+|[a-z-]+)(?:\s*/\s*\S+)?\s+(\D.*)", re.I)
_STYLES, _VARIANTS = ("italic", "oblique"), ("small-caps",)
_WEIGHTS = re.compile(r"bold|bolder|lighter|[1-9]00")


def with_variables(value: str, variables: Mapping[str, str]) -> str | None:
    """A value without `var()`; None where a variable is missing and has no other value."""
    for _ in range(20):
        found = _VARIABLE.search(value)
        if found is None:
            return _LIGHT.sub(lambda pair: pair[1].strip(), value)
        known = variables.get(found[1], found[2])
        if known is None:
            return None
        value = value[: found.start()] + known.strip() + value[found.end() :]
    return None


def pixels(value: str, font_size: float, view: tuple[float, float], whole: float) -> float | None:
    """A length in pixels; None for what is not one."""
    found = _LENGTH.fullmatch(value.strip())
    if found is None:
        return None
    number, unit = float(found[1]), (found[2] or "").lower()
    relative = {
        "em": font_size, "rem": 16.0, "ex": font_size / 2, "ch": font_size / 2, "%": whole / 100,
        "vw": view[0] / 100, "vh": view[1] / 100, "vmin": min(view) / 100, "vmax": max(view) / 100,
    }  # fmt: skip
    return number * (_PIXELS[unit] if unit in _PIXELS else relative[unit])


def number_text(number: float) -> str:
    """A number as an attribute has it."""
    return f"{number:.6f}".rstrip("0").rstrip(".") or "0"


def font_size(value: str, around: float, view: tuple[float, float]) -> float | None:
    """The size of type in pixels, where it is `around` in the element outside."""
    word = value.strip().lower()
    if word in _SIZES:
        return float(_SIZES[word])
    if word in _LARGER:
        return around * _LARGER[word]
    return pixels(word, around, view, around)


def font_properties(value: str) -> dict[str, str] | None:
    """The single properties of the shorthand `font` (CSS Fonts 4, 2.7); None where it is wrong."""
    parts = _FONT.fullmatch(value.strip())
    if parts is None:
        return None
    found = {"font-style": "normal", "font-weight": "normal", "font-variant": "normal"}
    for word in parts[1].lower().split():
        if word in _STYLES:
            found["font-style"] = word
        elif word in _VARIANTS:
            found["font-variant"] = word
        elif _WEIGHTS.fullmatch(word):
            found["font-weight"] = word
    return {**found, "font-size": parts[2], "font-family": parts[3].strip()}


def transform(value: str, font_size: float, view: tuple[float, float]) -> str:
    """The transformations of a style sheet, with plain numbers, as an attribute has them."""

    def plain(found: re.Match[str]) -> str:
        name, arguments = found[1], [each for each in re.split(r"[\s,]+", found[2].strip()) if each]
        if name.startswith("translate"):
            wholes = view[1:] if name.endswith("Y") else view
            lengths = zip(arguments, wholes, strict=False)
            numbers = [pixels(each, font_size, view, whole) for each, whole in lengths]
        elif name.startswith(("rotate", "skew")):
            numbers = [_degrees(each) for each in arguments]
        else:
            numbers = [pixels(each, font_size, view, 1) for each in arguments]
        if None in numbers:
            return found[0]
        return f"{name}({' '.join(number_text(each) for each in numbers if each is not None)})"

    return _FUNCTION.sub(plain, value)


def _degrees(value: str) -> float | None:
    found = _ANGLE.fullmatch(value)
    return (
        float(found[1]) * _ANGLES[(found[2] or "").lower()]
        if found
        else pixels(value, 0, (0, 0), 0)
    )


def origin(value: str, font_size: float, view: tuple[float, float]) -> str | None:
    """The origin of transformations as two numbers; None where it is another."""
    words = value.lower().split()[:2]
    words += ["center"] * (2 - len(words))
    if words[0] in ("top", "bottom") or words[1] in ("left", "right"):
        words.reverse()
    sides = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}
    wholes = zip(words, view, strict=True)
    places = [pixels(sides.get(word, word), font_size, view, whole) for word, whole in wholes]
    known = [place for place in places if place is not None]
    return " ".join(map(number_text, known)) if len(known) == len(places) else None
