"""The contrast of the colours of a style sheet (WCAG 2.2, 1.4.3).

The finished sheet is checked: the text colour of a rule is compared with the background that it
sets itself, that a rule for a parent sets, or that of the page: by day, by night and on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from publish.cache import Cache
from publish.cache.memo import Memo

Colour = tuple[float, float, float, float]  # red, green, blue up to 255, opacity up to 1

_TOKEN = re.compile(r"([^{};]*)([{};])")
_COMMENT = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", re.S)
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\b", re.I)
_RGB = re.compile(r"rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+))?\s*\)", re.I)
_SIZE = re.compile(r"(?:^|\s)([\d.]+)(em|rem|pt)\b")
_CLASS = re.compile(r"\.[\w-]+")
_NAMES = {"white": (255.0, 255.0, 255.0, 1.0), "black": (0.0, 0.0, 0.0, 1.0)}
# Text and background where the sheet sets none; at night, seldom pure black and white.
_DEFAULTS: Mapping[str, tuple[Colour, Colour]] = {
    "day": ((0, 0, 0, 1), (255, 255, 255, 1)),
    "night": ((224, 224, 224, 1), (18, 18, 18, 1)),
    "paper": ((0, 0, 0, 1), (255, 255, 255, 1)),
}
_PHRASES = {"day": "by day", "night": "by night", "paper": "on paper"}
_MARGIN_BOXES = ("@top-", "@bottom-", "@left-", "@right-")  # CSS Paged Media, 4.2
_MIN_RATIO, _MIN_RATIO_LARGE = 4.5, 3.0  # of WCAG, level AA
_LARGE_SIZE, _LARGE_BOLD = 18 / 12, 14 / 12  # 18 points, or 14 in bold, if the text has 12
_BOLD = 700


HINT = "use colours with a higher contrast"


class FaintRule(msgspec.Struct, frozen=True):
    """A rule whose text has too little contrast: its selector, one of the times, the ratios."""

    selector: str
    time: str
    ratio: float
    minimum: float

    def __str__(self) -> str:
        ratio, required = f"{self.ratio:.1f}:1", f"{self.minimum:g}:1"
        when = _PHRASES[self.time]
        return f"`{self.selector}` has a contrast of {ratio} {when}; {required} is required"


class _SheetInputs(msgspec.Struct, frozen=True):
    """What the faint rules of a sheet depend on."""

    css: str
    times: tuple[str, ...]


_FAINT = Memo("faint-rules", _SheetInputs, list[FaintRule])


def stored_faint_rules(cache: Cache, css: str, *times: str) -> list[FaintRule]:
    """The faint rules of a finished style sheet, which most builds have looked at before."""
    return _FAINT.get(cache, _SheetInputs(css, times), lambda: list(faint_rules(css, *times)))


def faint_rules(css: str, *times: str) -> Iterator[FaintRule]:
    """The rules of a style sheet whose text is hard to read by "day", by "night" or on "paper"."""
    rules = list(_rules(_COMMENT.sub("", css)))
    for time in times:
        merged: dict[str, dict[str, str]] = {}
        for when, selector, declarations in rules:
            if when in ("", time):
                merged.setdefault(selector, {}).update(declarations)
        yield from _faint(merged, time)


def _rules(css: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """For each selector of each rule, when it applies ("" is always), and the declarations."""
    preludes: list[str] = []
    declarations: dict[str, str] = {}
    for text, delimiter in _TOKEN.findall(css):
        if delimiter == "{":
            preludes.append(" ".join(text.split()))
            declarations = {}
            continue
        name, colon, value = text.partition(":")
        if colon:
            declarations[name.strip().lower()] = value.replace("!important", "").strip()
        if delimiter == "}" and preludes:
            prelude, outer = preludes.pop(), " ".join(preludes)
            if prelude.startswith(_MARGIN_BOXES):
                yield "", f"{preludes[-1]} {prelude}", declarations
            elif not prelude.startswith("@") and "@page" not in outer and "@font" not in outer:
                dark, light = "dark" in outer, "prefers-color-scheme: light" in outer
                when = "night" if dark else "day" if light else ""
                yield from ((when, each.strip(), declarations) for each in prelude.split(","))
            declarations = {}


def _faint(rules: Mapping[str, Mapping[str, str]], time: str) -> Iterator[FaintRule]:
    default, page = _DEFAULTS[time]
    for selector, declarations in rules.items():
        text = _colour(declarations.get("color", ""))
        background = _background(declarations)
        opacity = declarations.get("opacity", "1")
        if (text is None and background is None and opacity == "1") or _has_no_text(selector):
            continue
        red, green, blue, alpha = text or default
        alpha *= float(opacity) if opacity.replace(".", "", 1).isdigit() else 1.0
        minimum = _min_ratio(declarations)
        for each in [background] if background else _outer_backgrounds(selector, rules) or [page]:
            below = _blend(each, page)
            ratio = contrast(_blend((red, green, blue, alpha), below), below)
            if ratio < minimum:
                yield FaintRule(selector, time, ratio, minimum)


def _has_no_text(selector: str) -> bool:
    return selector.split()[-1].split(".")[0].split(":")[0] in ("img", "svg", "hr")


def _background(declarations: Mapping[str, str]) -> Colour | None:
    values = (declarations.get(name, "") for name in ("background-color", "background"))
    return next(filter(None, map(_colour, values)), None)


def _outer_backgrounds(selector: str, rules: Mapping[str, Mapping[str, str]]) -> list[Colour]:
    """The backgrounds of the elements that a selector names around its subject."""
    outer = set(_CLASS.findall(" ".join(selector.split()[:-1])))
    backgrounds = (
        _background(declarations)
        for other, declarations in rules.items()
        if other.split() and outer.intersection(_CLASS.findall(other.split()[-1]))
    )
    return [background for background in backgrounds if background]


def _min_ratio(declarations: Mapping[str, str]) -> float:
    """The ratio that the text of a rule must have: less if it is large."""
    font = declarations.get("font", "").partition("/")[0]
    match = _SIZE.search(declarations.get("font-size", "") or font)
    size = float(match[1]) / (12 if match[2] == "pt" else 1) if match else 1.0
    weight = declarations.get("font-weight", "400")
    bold = weight == "bold" or (weight.isdigit() and int(weight) >= _BOLD)
    return _MIN_RATIO_LARGE if size >= (_LARGE_BOLD if bold else _LARGE_SIZE) else _MIN_RATIO


def _colour(text: str) -> Colour | None:
    """The colour in a value; None if it has none of its own, as in `inherit`."""
    if match := _HEX.search(text):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
        red, green, blue = (float(int(digits[at : at + 2], 16)) for at in (0, 2, 4))
        return red, green, blue, 1.0
    if match := _RGB.search(text):
        red, green, blue = (float(part) for part in match.groups()[:3])
        return red, green, blue, float(match[4] or 1)
    return next((_NAMES[word] for word in text.lower().split() if word in _NAMES), None)


def _blend(above: Colour, below: Colour) -> Colour:
    """The opaque colour that one colour over another gives."""
    alpha = above[3]
    red, green, blue = (a * alpha + b * (1 - alpha) for a, b in zip(above[:3], below, strict=False))
    return red, green, blue, 1.0


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours (WCAG 2.2): from 1 to 21."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = (each / 255 for each in colour[:3])
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
