"""The looks of the editions of a manifest: themes, values for their variables, and rules.

A theme is code, and a manuscript is not: it chooses among the themes that are installed, by their
plain names, or brings a folder with values and rules for one of them. What it gives to a variable
can be no more than a value in a style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from publish.config.manifest import Manifest
from publish.diagnostics import Location, Report, did_you_mean
from publish.model.book import StyleSheet
from publish.render.theme import VOICES, load_theme, themes
from publish.sources.theme.local_theme import read_house

# Enough for families, colours, lengths and choices; not for a rule, an address or an escape.
_VALUE = re.compile(r"[\w #%.,+-]*")
_OWN = "./"  # how the name of a theme of the book's own begins
_KINDS: Mapping[type, str] = {str: "a text", list: "a list of texts", dict: "a table of texts"}


class Look(msgspec.Struct, frozen=True):
    """How an edition looks: an installed theme, values for its variables, rules of the book."""

    theme: str
    variables: Mapping[str, Any] = msgspec.field(default_factory=dict)
    sheets: Mapping[str, StyleSheet] = msgspec.field(default_factory=dict)


def appearance(manifest: Manifest, report: Report) -> dict[str, Look]:
    """The look of each edition; tells of themes, variables and values that there are not."""
    return {name: _look(name, manifest, report) for name in manifest.editions}


def _look(name: str, manifest: Manifest, report: Report) -> Look:
    table, place = manifest.editions[name], manifest.location_of("editions", name, "theme")
    house, theme = None, table.theme
    if theme.startswith(_OWN):
        house = read_house(Path(manifest.path).parent, theme, place, report)
        if house is None:
            return Look(theme)
        theme, place = house.file.table.extends, house.file.location_of("extends")
    if theme not in themes():
        hint = did_you_mean(theme, themes()) or f"themes: {', '.join(themes())}"
        report.add("MAN-018", f"no theme `{theme}`", place, hint=hint)
        return Look(theme)
    variables: dict[str, Any] = {}
    if house:
        given, at = house.file.table.variables, partial(house.file.location_of, "variables")
        variables |= _values(theme, given, at, report, own=True)
    at = partial(manifest.location_of, "editions", name, "variables")
    variables |= _values(theme, table.variables, at, report, own=False)
    return Look(theme, variables, house.sheets if house else {})


def _values(
    theme: str,
    given: Mapping[str, Any],
    at: Callable[[str], Location],
    report: Report,
    *,
    own: bool,
) -> dict[str, Any]:
    """The values that can be taken; a table keeps those of its values that are not given.

    `own`: a theme of the book's own gives them, and not an edition.
    """
    installed = load_theme(theme)
    known, taken = installed.variables, {}
    for key, value in given.items():
        if key not in known:
            hint = did_you_mean(key, known) or f"it has: {', '.join(sorted(known))}"
            report.add(
                "MAN-019", f"the theme `{theme}` has no variable `{key}`", at(key), hint=hint
            )
        elif fault := _fault_of(key, value, known[key], own=own):
            report.add("MAN-019", fault[0], at(key), hint=fault[1])
        elif key in VOICES and value not in installed.families:
            hint = f"it has: {', '.join(sorted(installed.families))}"
            message = f"the theme `{theme}` has no family `{value}`"
            report.add("MAN-019", message, at(key), hint=hint)
        else:
            taken[key] = {**known[key], **value} if isinstance(value, dict) else value
    return taken


def _fault_of(key: str, value: Any, known: Any, *, own: bool) -> tuple[str, str] | None:
    """What is wrong with the value of a variable, and a hint; `known` is that of the theme."""
    if not (own or isinstance(known, str)):
        return f"`{key}` is set by themes alone", "make a theme of your own that extends it"
    if not isinstance(value, type(known)) or not (value or isinstance(value, str)):
        return f"`{key}` is {_KINDS[type(known)]}", "see the variables of the theme"
    if isinstance(value, dict) and (strange := sorted(set(value) - set(known))):
        return f"`{key}` has no `{strange[0]}`", f"it has: {', '.join(known)}"
    texts = (
        value.values() if isinstance(value, dict) else [value] if isinstance(value, str) else value
    )
    if not all(map(_VALUE.fullmatch, texts)):
        message = f"the value of `{key}` holds signs that could be more than a value"
        return message, "letters, figures, spaces and # % . , + - only"
    return None
