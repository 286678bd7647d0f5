"""Refuses style sheets of a book that load something from outside, or that cost without bound.

Only what is known to be harmless is accepted: the rules and functions that are listed here. Escapes
are resolved before anything is checked (CSS Syntax 3, 4.3.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from publish.config import limits
from publish.diagnostics import Location, Report

# With the margin boxes of a page (CSS Paged Media 3, 4.2), and the area for footnotes.
_AT_RULES = frozenset(
    f"{side}-{place}"
    for side, places in {
        "top": "left-corner left center right right-corner",
        "bottom": "left-corner left center right right-corner",
        "left": "top middle bottom",
        "right": "top middle bottom",
    }.items()
    for place in places.split()
) | {"page", "media", "footnote"}
_SELECTING = "is lang not nth nth-child nth-last-child nth-last-of-type nth-of-type where"
_COLOURS = "device-cmyk hsl hsla hwb lab lch oklab oklch rgb rgba"
_VALUES = "attr rotate scale translate"  # none for counters, calculations or running heads
_FUNCTIONS = frozenset(f"{_SELECTING} {_COLOURS} {_VALUES}".split())
_SIZES = frozenset({"percentage", "dimension"})
_NUMBERS = _SIZES | {"number"}
# Points of a unit, roughly; of what is not a length, the number itself is checked.
_POINTS = {"in": 72, "cm": 29, "pc": 12, "mm": 3, **dict.fromkeys("em rem lh rlh".split(), 16)}


class _Fault(NamedTuple):
    """Something that a style sheet may not contain, with line and column."""

    message: str
    line: int = 0
    column: int = 0


def check_css(css: str, path: str, report: Report) -> bool:
    """RES-012 for the first fault of the style sheet in the file `path`; whether it has none."""
    fault = next(_faults(css), None)
    if fault is not None:
        hint = "a book's style sheet has plain rules only: no addresses, imports, fonts, variables"
        report.add("RES-012", fault.message, Location(path, fault.line, fault.column), hint=hint)
    return fault is None


def _faults(css: str) -> Iterator[_Fault]:
    import tinycss2  # for books with style sheets only

    if len(css) > limits.STYLE_CHARACTERS:
        yield _Fault(f"a style sheet of more than {limits.STYLE_CHARACTERS:,} characters")
        return
    blocks = 0
    waiting = [(token, 1) for token in reversed(tinycss2.parse_component_value_list(css))]
    while waiting:
        token, depth = waiting.pop()
        if message := _fault_of_token(token, depth):
            yield _Fault(message, token.source_line, token.source_column)
        blocks += token.type == "{} block"
        inside = getattr(token, "content", None) or getattr(token, "arguments", None) or ()
        waiting += [(each, depth + 1) for each in reversed(inside)]
    if blocks > limits.STYLE_RULES:
        yield _Fault(f"a style sheet of more than {limits.STYLE_RULES:,} rules")
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "error":
            yield _Fault(f"not CSS: {rule.message}", rule.source_line, rule.source_column)


def _points(token: Any) -> float:
    unit = token.lower_unit if token.type == "dimension" else ""
    return float(token.value * _POINTS.get(unit, 1))


def _fault_of_token(token: Any, depth: int) -> str | None:
    """Why a token is refused; None for one that is accepted."""
    if token.type == "error":
        return f"not CSS: {token.message}"
    if depth > limits.STYLE_NESTING:
        return f"blocks and brackets nested more than {limits.STYLE_NESTING} deep"
    if token.type == "url":
        return f"a reference to a file or address: `url({token.value[:80]})`"
    if token.type == "function" and token.lower_name not in _FUNCTIONS:
        return f"`{token.name[:80]}()` is not allowed in a book"
    if token.type == "at-keyword" and token.lower_value not in _AT_RULES:
        return f"`@{token.value[:80]}` is not allowed in a book"
    if token.type == "ident" and token.value.startswith("--"):
        return f"the variable `{token.value[:80]}` is not allowed in a book"
    if token.type in _NUMBERS and not abs(_points(token)) <= limits.LARGEST_STYLE_NUMBER:
        return f"a number, or a length in points, beyond {limits.LARGEST_STYLE_NUMBER:,}"
    if token.type in _SIZES and 0 < abs(_points(token)) < limits.SMALLEST_STYLE_LENGTH:
        return f"a length of less than {limits.SMALLEST_STYLE_LENGTH} points"
    return None
