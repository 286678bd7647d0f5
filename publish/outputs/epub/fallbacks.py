"""Declarations for older engines, before those that they do not know.

A logical side has the physical one of the book's direction before it, and passages of the other
direction take that back (`taken_back`) by logical sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
from msgspec.structs import replace

_SIDES = {"ltr": ("left", "right"), "rtl": ("right", "left")}
_INLINE = re.compile(r"(margin|padding|border)-inline(?:-(start|end))?(-width|-style|-color)?")
_BLOCK = re.compile(r"(margin|padding|border)-block(?:-(start|end))?(-width|-style|-color)?")
_OPPOSITE = {"start": "end", "end": "start"}
_ENDS = {"start": "top", "end": "bottom"}
_ALIGNED = frozenset({"text-align", "text-align-last", "float", "clear"})
_OWN_NAMES: Mapping[str, tuple[str, ...]] = {
    "break-after": ("page-break-after",),
    "break-before": ("page-break-before",),
    "break-inside": ("page-break-inside",),
    "hyphens": ("-webkit-hyphens",),
    "initial-letter": ("-webkit-initial-letter",),
    "user-select": ("-webkit-user-select",),
}
_TABLES = {"flex": "table", "grid": "table", "inline-flex": "inline-table"}
_OF_SCREEN = re.compile(r"([\d.]+)(?:vh|vw)")
_SMALLEST = re.compile(r"min\(\s*([\d.]+r?em)\s*,[^()]*\)")


class Declaration(msgspec.Struct, frozen=True):
    """A property with its value."""

    name: str
    value: str
    important: bool = False

    def __str__(self) -> str:
        return f"{self.name}: {self.value}{' !important' if self.important else ''};"


def with_fallbacks(declarations: list[Declaration], direction: str) -> Iterator[Declaration]:
    """The declarations of a rule, each after what older engines know of it."""
    known = {each.name for each in declarations}
    for each in declarations:
        for fallback in _fallbacks(each, direction):
            if fallback.name == each.name or fallback.name not in known:
                yield replace(fallback, important=each.important)
        yield each


def _fallbacks(declared: Declaration, direction: str) -> Iterator[Declaration]:
    name, value = declared.name, declared.value
    yield from _physical(declared, direction)
    for other in _OWN_NAMES.get(name, ()):
        yield Declaration(other, value)
    if name == "display" and value in _TABLES:
        yield Declaration(name, _TABLES[value])
    elif match := _OF_SCREEN.fullmatch(value):
        yield Declaration(name, f"{match[1]}%")
    elif match := _SMALLEST.fullmatch(value):
        yield Declaration(name, match[1])


def _physical(declared: Declaration, direction: str) -> Iterator[Declaration]:
    """A declaration of logical sides by the physical ones of a direction."""
    sides = dict(zip(("start", "end"), _SIDES[direction], strict=True))
    if match := _INLINE.fullmatch(declared.name):
        yield from _of_sides(match, declared.value, sides)
    elif match := _BLOCK.fullmatch(declared.name):
        yield from _of_sides(match, declared.value, _ENDS)
    elif declared.name in _ALIGNED and (side := _side(declared.value, sides)):
        yield Declaration(declared.name, side)


def _of_sides(match: re.Match[str], value: str, sides: Mapping[str, str]) -> Iterator[Declaration]:
    box, one, part = match[1], match[2], match[3] or ""
    values = [value, value] if one or box == "border" else (value.split() * 2)[:2]
    for end, of_end in zip(("start", "end"), values, strict=True):
        if one in (None, end):
            yield Declaration(f"{box}-{sides[end]}{part}", of_end)


def _side(value: str, sides: Mapping[str, str]) -> str:
    return sides.get(value.removeprefix("inline-"), "")


def taken_back(declarations: list[Declaration]) -> Iterator[Declaration]:
    """For a passage of the other direction: the side that a physical one there is, as it was.

    It is what the shorthand of the rule says, or nothing.
    """
    declared = {each.name: each.value for each in declarations}
    for name in declared:
        match = _INLINE.fullmatch(name)
        if match and match[2]:
            side = f"{match[1]}-inline-{_OPPOSITE[match[2]]}{match[3] or ''}"
            if side not in declared:
                yield Declaration(side, _of_shorthand(declared.get(match[1], "")))


def _of_shorthand(value: str) -> str:
    """The value that a shorthand like `margin` gives both sides."""
    values = value.split()
    return values[1] if len(values) > 1 else "0"
