"""The appearance of the editions of a manifest: a theme, values for its variables, style sheets.

A theme is code, and a manuscript is not: it selects an installed theme by its plain name, or brings
a folder with values and rules for one of them. A value that it gives to a variable can only ever be
a value in a style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from publish.config.manifest import Manifest
from publish.diagnostics import Location, Report
from publish.guesses import did_you_mean
from publish.model.book import StyleSheet
from publish.render.theme import FAMILY_VARIABLES, Theme, load_theme
from publish.render.theme_folders import VARIANT, is_known, themes, variants
from publish.sources.theme.local_theme import read_local_theme

# Enough for families, colours, lengths and choices; not for a rule, an address or an escape.
_VALUE = re.compile(r"[\w #%.,+-]*")
_LOCAL = "./"  # how the name of a book's own theme begins
_KINDS: Mapping[type, str] = {str: "a string", list: "an array of strings", dict: "a table"}


class Appearance(msgspec.Struct, frozen=True):
    """An installed theme, values for its variables, and style sheets of the book by name."""

    theme: str
    variables: Mapping[str, Any] = msgspec.field(default_factory=dict)
    sheets: Mapping[str, StyleSheet] = msgspec.field(default_factory=dict)


def appearances(manifest: Manifest, report: Report) -> dict[str, Appearance]:
    """The appearance of each edition; unknown themes, variables and values are reported."""
    return {name: _appearance(name, manifest, report) for name in manifest.editions}


def _appearance(name: str, manifest: Manifest, report: Report) -> Appearance:
    table, place = manifest.editions[name], manifest.location_of("editions", name, "theme")
    local, theme = None, table.theme
    if theme.startswith(_LOCAL):
        local = read_local_theme(Path(manifest.path).parent, theme, place, report)
        if local is None:
            return Appearance(theme)
        theme, place = local.file.table.extends, local.file.location_of("extends")
    if not is_known(theme):
        hint = did_you_mean(theme, themes()) or _available(theme)
        report.add("MAN-018", f"there is no theme `{theme}`", place, hint=hint)
        return Appearance(theme)
    variables: dict[str, Any] = {}
    if local:
        values, at = local.file.table.variables, partial(local.file.location_of, "variables")
        variables |= _accepted_values(theme, values, at, report, is_local=True)
    at = partial(manifest.location_of, "editions", name, "variables")
    variables |= _accepted_values(theme, table.variables, at, report, is_local=False)
    return Appearance(theme, variables, local.sheets if local else {})


def _available(theme: str) -> str:
    if VARIANT in theme:
        return f"themes: {', '.join(themes())}; variants: {', '.join(variants())}"
    return f"available: {', '.join(themes())}"


def _accepted_values(
    theme: str,
    values: Mapping[str, Any],
    at: Callable[[str], Location],
    report: Report,
    *,
    is_local: bool,
) -> dict[str, Any]:
    """The values without a fault; a table keeps those of the theme that are not overridden.

    `is_local`: they are those of a book's own theme, not of an edition.
    """
    installed = load_theme(theme)
    defaults, accepted = installed.variables, {}
    for key, value in values.items():
        if key not in defaults:
            hint = did_you_mean(key, defaults) or f"available: {', '.join(sorted(defaults))}"
            message = f"the theme `{theme}` has no variable `{key}`"
            report.add("MAN-019", message, at(key), hint=hint)
        elif fault := (
            _fault_of(key, value, defaults[key], is_local=is_local)
            or _fault_of_values(key, value, installed)
        ):
            report.add("MAN-019", fault[0], at(key), hint=fault[1])
        else:
            accepted[key] = {**defaults[key], **value} if isinstance(value, dict) else value
    return accepted


def _fault_of(key: str, value: Any, default: Any, *, is_local: bool) -> tuple[str, str] | None:
    """What is wrong with the value of a variable, and a hint; `default` is that of the theme."""
    if not (is_local or isinstance(default, str)):
        return f"only a theme can set `{key}`", "make a theme of your own that extends it"
    if not isinstance(value, type(default)) or not (value or isinstance(value, str)):
        return f"`{key}` must be {_KINDS[type(default)]}", "see the variables of the theme"
    if isinstance(value, dict) and (unknown := sorted(set(value) - set(default))):
        return f"`{key}` has no `{unknown[0]}`", f"valid here: {', '.join(default)}"
    if not all(map(_VALUE.fullmatch, _texts(value))):
        message = f"the value of `{key}` contains characters that are not allowed"
        return message, "use only letters, digits, spaces and # % . , + -"
    return None


def _fault_of_values(key: str, value: Any, theme: Theme) -> tuple[str, str] | None:
    """What is wrong with a value of the right type that the theme knows nothing to do with."""
    if key in FAMILY_VARIABLES and value not in theme.families:
        message = f"the theme `{theme.name}` has no font family `{value}`"
        return message, f"available: {', '.join(sorted(theme.families))}"
    known = theme.values.get(key)
    for text in _texts(value) if known else ():
        if known == "colour" and not _is_colour(text):
            return f"`{text}` of `{key}` is not a colour", "write it like `#1f4e79`"
        if isinstance(known, list) and text not in known:
            hint = did_you_mean(text, known) or f"valid values: {', '.join(known)}"
            return f"the variable `{key}` has no value `{text}`", hint
    return None


def _is_colour(text: str) -> bool:
    from tinycss2.color5 import parse_color  # for books that set colours only

    return parse_color(text) is not None


def _texts(value: Any) -> Iterable[str]:
    """The texts in the value of a variable."""
    if isinstance(value, dict):
        return value.values()
    return [value] if isinstance(value, str) else value
