"""Whether the colours of a style sheet stand out from their ground (WCAG 2.2, 1.4.3).

Read from the finished sheet: a rule's ink is held against the ground that it sets itself, that a
rule for something around it sets, or that of the page: by day, by night and on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

Colour = tuple[float, float, float, float]  # red, green and blue to 255, opacity to 1

_PIECE = re.compile(r"([^{};]*)([{};])")
_COMMENT = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", re.S)
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\b", re.I)
_RGB = re.compile(r"rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+))?\s*\)", re.I)
_SIZE = re.compile(r"(?:^|\s)([\d.]+)(em|rem|pt)\b")
_CLASS = re.compile(r"\.[\w-]+")
_NAMES = {"white": (255.0, 255.0, 255.0, 1.0), "black": (0.0, 0.0, 0.0, 1.0)}
# What a reading system shows where the sheet says nothing; at night seldom pure black and white.
_PAGES: Mapping[str, tuple[Colour, Colour]] = {
    "day": ((0, 0, 0, 1), (255, 255, 255, 1)),
    "night": ((224, 224, 224, 1), (18, 18, 18, 1)),
    "paper": ((0, 0, 0, 1), (255, 255, 255, 1)),
}
_TOLD = {"day": "by day", "night": "by night", "paper": "on paper"}
_MARGINS = ("@top-", "@bottom-", "@left-", "@right-")  # boxes of a page (CSS Paged Media, 4.2)
_TEXT, _LARGE = 4.5, 3.0  # what WCAG asks for at level AA
_LARGE_SIZE, _LARGE_BOLD = 18 / 12, 14 / 12  # of a text of 12 points: 18 points, or 14 in bold
_BOLD = 700


class Faint(msgspec.Struct, frozen=True):
    """A rule whose text stands out too little: its selector, one of the times, and the ratios."""

    selector: str
    time: str
    ratio: float
    least: float

    def __str__(self) -> str:
        asked = f"{self.least:g} : 1 is asked for"
        return f"`{self.selector}` stands out by {self.ratio:.1f} : 1 {_TOLD[self.time]}; {asked}"


def faint_rules(css: str, *times: str) -> Iterator[Faint]:
    """The rules of a style sheet whose text is hard to read by "day", by "night" or on "paper"."""
    rules = list(_rules(_COMMENT.sub("", css)))
    for time in times:
        merged: dict[str, dict[str, str]] = {}
        for when, selector, said in rules:
            if when in ("", time):
                merged.setdefault(selector, {}).update(said)
        yield from _faint(merged, time)


def _rules(css: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """When each rule holds ("" is always), its selectors one by one, and what it says."""
    open_: list[str] = []
    said: dict[str, str] = {}
    for text, mark in _PIECE.findall(css):
        if mark == "{":
            open_.append(" ".join(text.split()))
            said = {}
            continue
        name, colon, value = text.partition(":")
        if colon:
            said[name.strip().lower()] = value.replace("!important", "").strip()
        if mark == "}" and open_:
            head, around = open_.pop(), " ".join(open_)
            if head.startswith(_MARGINS):
                yield "", f"{open_[-1]} {head}", said
            elif not head.startswith("@") and "@page" not in around and "@font" not in around:
                dark, light = "dark" in around, "prefers-color-scheme: light" in around
                when = "night" if dark else "day" if light else ""
                yield from ((when, selector.strip(), said) for selector in head.split(","))
            said = {}


def _faint(rules: Mapping[str, Mapping[str, str]], time: str) -> Iterator[Faint]:
    ink, page = _PAGES[time]
    for selector, said in rules.items():
        own = _colour(said.get("color", ""))
        ground = _ground(said)
        seen = said.get("opacity", "1")
        if (own is None and ground is None and seen == "1") or _shows_no_text(selector):
            continue
        grounds = [ground] if ground else _around(selector, rules) or [page]
        letters = own or ink
        opacity = float(seen) if seen.replace(".", "", 1).isdigit() else 1.0
        for each in grounds:
            under = _over(each, page)
            above = _over((*letters[:3], letters[3] * opacity), under)
            if (ratio := contrast(above, under)) < (least := _least(said)):
                yield Faint(selector, time, ratio, least)


def _shows_no_text(selector: str) -> bool:
    return selector.split()[-1].split(".")[0].split(":")[0] in ("img", "svg", "hr")


def _ground(said: Mapping[str, str]) -> Colour | None:
    return _colour(said.get("background-color", "")) or _colour(said.get("background", ""))


def _around(selector: str, rules: Mapping[str, Mapping[str, str]]) -> list[Colour]:
    """The grounds of what a selector names around its subject."""
    outer = set(_CLASS.findall(" ".join(selector.split()[:-1])))
    found = (
        _ground(said)
        for other, said in rules.items()
        if other.split() and outer.intersection(_CLASS.findall(other.split()[-1]))
    )
    return [ground for ground in found if ground]


def _least(said: Mapping[str, str]) -> float:
    """The ratio that a rule's text must have: less where it is large."""
    found = _SIZE.search(said.get("font-size", "") or said.get("font", "").partition("/")[0])
    size = float(found[1]) / (12 if found[2] == "pt" else 1) if found else 1.0
    weight = said.get("font-weight", "400")
    bold = weight == "bold" or (weight.isdigit() and int(weight) >= _BOLD)
    return _LARGE if size >= (_LARGE_BOLD if bold else _LARGE_SIZE) else _TEXT


def _colour(text: str) -> Colour | None:
    """The colour in a value; None where it has none of its own, as in `inherit`."""
    if found := _HEX.search(text):
        signs = found[1] if len(found[1]) == 6 else "".join(2 * sign for sign in found[1])
        red, green, blue = (float(int(signs[at : at + 2], 16)) for at in (0, 2, 4))
        return red, green, blue, 1.0
    if found := _RGB.search(text):
        red, green, blue = (float(part) for part in found.groups()[:3])
        return red, green, blue, float(found[4] or 1)
    return next((_NAMES[word] for word in text.lower().split() if word in _NAMES), None)


def _over(above: Colour, below: Colour) -> Colour:
    """One colour laid over another."""
    share = above[3]
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(above[:3], below, strict=False))
    return red, green, blue, 1.0


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of two colours (WCAG 2.2, contrast ratio): from 1 to 21."""
    lights = sorted(map(_luminance, (one, other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: Colour) -> float:
    """How bright a colour is (WCAG 2.2, relative luminance)."""
    parts = (each / 255 for each in colour[:3])
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
