"""The themes that the editions of a manifest name, and the values for their variables.

A theme is code, and a manuscript is not: it chooses among the themes that are installed, by their
plain names, and what it gives to a variable can be no more than a value in a style sheet.
"""

from __future__ import annotations

import re

from publish.config.manifest import Manifest
from publish.config.tables import EditionTable
from publish.diagnostics import Report, did_you_mean
from publish.render.theme import load_theme, themes

# Enough for families, colours, lengths and choices; not for a rule, an address or an escape.
_VALUE = re.compile(r"[\w #%.,+-]*")


def check_appearance(manifest: Manifest, report: Report) -> None:
    """Tell of themes that are not installed, and of variables and values that they do not have."""
    for name, table in manifest.editions.items():
        if table.theme in themes():
            _check_variables(name, table, manifest, report)
        else:
            hint = did_you_mean(table.theme, themes()) or f"themes: {', '.join(themes())}"
            place = manifest.at("editions", name, "theme")
            report.add("MAN-018", f"no theme `{table.theme}`", place, hint=hint)


def _check_variables(name: str, table: EditionTable, manifest: Manifest, report: Report) -> None:
    known = load_theme(table.theme).variables
    for key, value in table.variables.items():
        place = manifest.at("editions", name, "variables", key)
        if key not in known:
            hint = did_you_mean(key, known) or f"it has: {', '.join(sorted(known))}"
            message = f"the theme `{table.theme}` has no variable `{key}`"
            report.add("MAN-019", message, place, hint=hint)
        elif not isinstance(known[key], str):
            hint = "make a theme of your own that extends it"
            report.add("MAN-019", f"`{key}` is set by themes alone", place, hint=hint)
        elif not _VALUE.fullmatch(value):
            hint = "letters, figures, spaces and # % . , + - only"
            message = f"the value of `{key}` holds signs that could be more than a value"
            report.add("MAN-019", message, place, hint=hint)
