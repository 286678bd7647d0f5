"""Checks for characters that TOML allows and a book does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publish.config import limits
from publish.config.positions import KeyPath, KeyPositions
from publish.config.text import first_forbidden, first_unbalanced, is_blank, removal_hint
from publish.diagnostics import Location, Report


def check_characters(raw: Any, path: str, positions: KeyPositions, report: Report) -> bool:
    """Report control characters, unpaired direction controls, and values that are too long.

    `raw` is the parsed manifest, `path` its file. Other programs show metadata in their own lines,
    where an unpaired direction control would reverse the text after it. Returns False if there are
    errors.
    """
    before = len(report.diagnostics)
    for key, text in _texts(raw, ()):
        location = Location(path, *positions.locate(key))
        if len(text) > limits.VALUE_CHARACTERS:
            message = f"the value has more than {limits.VALUE_CHARACTERS:,} characters"
            report.add("MAN-017", message, location)
        elif character := first_forbidden(text):
            message = f"the control character U+{ord(character):04X} is not allowed in a book"
            report.add("MAN-003", message, location, hint=removal_hint(character))
        elif character := first_unbalanced(text):
            message = f"the direction control U+{ord(character):04X} is unpaired"
            hint = "delete it, or close it: U+2068 … U+2069"
            report.add("MAN-003", message, location, hint=hint)
        elif key[0] == "abbreviations" and is_blank(text):
            message = "the abbreviation has no visible characters"
            report.add("MAN-017", message, location, hint="delete the line")
    return len(report.diagnostics) == before


def _texts(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Every text in nested tables with its path; a key is a text too."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), key
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
