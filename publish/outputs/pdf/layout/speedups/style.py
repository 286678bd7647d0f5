"""Speed-up `style`: computed values of properties.

The original makes the same ten checks for each property of each element: whether it is inherited,
whether a logical property replaces it, whether its value is a function, whether it belongs to the
text decorations, whether it keeps its specified value, whether it has a computing function. Here
the results that depend on the name alone are in a table that is built once, and a value whose class
can neither be a function nor wait for a variable skips the checks for these. The remaining steps
are taken in the same order with the same functions, and leave the same keys in the style.
Properties that are not in the table, cascaded logical properties, `var()` and math go to the
original.

The boxes without an element in one that has one are many, and their styles the same until one is
changed: a new one begins with the values that were computed for those before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from weasyprint import css
from weasyprint.css import (
    COMPUTER_FUNCTIONS,
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    PHYSICAL_FUNCTIONS,
    AnonymousStyle,
    ComputedStyle,
    check_math,
)
from weasyprint.css.properties import Dimension

from publish.outputs.pdf.layout.patch import Patch, Replacement, weasyprint_issue

_original = ComputedStyle.__missing__
_original_anonymous = AnonymousStyle.__missing__

_original_begin = AnonymousStyle.__init__

_CACHE = "anonymous_values"  # the attribute of a style with the values of boxes in it
_PLAIN = frozenset((str, int, float, bool, type(None), Dimension))
_UNUSUAL = frozenset(("page", "float", "position", "display"))
_DIRECTIONS = ("ltr", "rtl")


class _Property(NamedTuple):
    """What depends on the name of a property alone."""

    inherited: bool
    initial: Any
    is_final: bool  # the initial value is the computed value too
    compute: Callable[..., Any] | None
    logical: tuple[str, ...]  # the logical properties that may replace it


def _properties() -> dict[str, _Property]:
    return {
        name: _Property(
            name in INHERITED,
            initial,
            name not in INITIAL_NOT_COMPUTED,
            COMPUTER_FUNCTIONS.get(name),
            _logical(name),
        )
        for name, initial in INITIAL_VALUES.items()
        if name not in _UNUSUAL
        and not name.startswith(("text_decoration_", "__"))
        and not check_math(initial)
    }


def _logical(name: str) -> tuple[str, ...]:
    place = PHYSICAL_FUNCTIONS.get(name)
    if place is None:
        return ()
    return tuple(place(block="ttb", inline=direction) for direction in _DIRECTIONS)


_PROPERTIES = _properties()


def missing(self: Any, key: str) -> Any:
    """The computed value of a property of an element, stored in the style."""
    details = _PROPERTIES.get(key)
    if details is None:
        return _original(self, key)
    inherited, initial, is_final, compute, logical = details
    cascaded = self.cascaded
    if logical:
        first, second = logical
        if first in cascaded or second in cascaded:
            return _original(self, key)
        self["direction"]  # is computed here, and so one of the keys of the style
    if key in cascaded:
        return _cascaded(self, key, details, cascaded[key][0])
    if inherited and self.parent_style is not None:
        return _inherited(self, key)
    if is_final or compute is None:
        self[key] = initial
        return initial
    value = self[key] = compute(self, key, initial)
    return value


def _cascaded(self: Any, key: str, details: _Property, value: Any) -> Any:
    if type(value) not in _PLAIN:
        if type(value) is not tuple or check_math(value):
            return _original(self, key)
    elif value == "initial" or (value == "inherit" and self.parent_style is None):
        return _original(self, key)
    elif value == "inherit":
        return _inherited(self, key)
    if details.compute is not None:
        value = details.compute(self, key, value)
    self[key] = value
    return value


def _inherited(self: Any, key: str) -> Any:
    value = self.parent_style[key]
    if type(value) not in _PLAIN and check_math(value):
        return _original(self, key)
    self[key] = value
    return value


def begin_anonymous(self: Any, parent_style: Any) -> None:
    """Begin the style of a box without an element."""
    _original_begin(self, parent_style)
    self.shared_values = vars(parent_style).setdefault(_CACHE, {})
    self.update(self.shared_values)


def missing_anonymous(self: Any, key: str) -> Any:
    """The computed value of a property of a box without an element, stored in the style."""
    details = _PROPERTIES.get(key)
    if details is None or not (details.inherited or details.is_final):
        return _original_anonymous(self, key)
    value = self.parent_style[key] if details.inherited else details.initial
    self[key] = self.shared_values[key] = value
    return value


PATCH = Patch(
    name="style",
    is_speedup=True,
    reason="computes the values of properties with fewer checks",
    upstream=weasyprint_issue(578),
    replacements=(
        Replacement(ComputedStyle, "__missing__", missing),
        Replacement(AnonymousStyle, "__init__", begin_anonymous),
        Replacement(AnonymousStyle, "__missing__", missing_anonymous),
    ),
    leans_on=(check_math, css.text_decoration),
    digest="dcd971f9312c45e88b09db01e711aa065b137ca04b11206029b7de5141a6de81",
)
