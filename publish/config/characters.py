"""Signs that no value of a manifest may hold, although TOML can write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publish.config import limits
from publish.config.positions import KeyPath, KeyPositions
from publish.config.text import first_forbidden, first_unbalanced, is_blank
from publish.diagnostics import Location, Report


def check_characters(raw: Any, path: str, positions: KeyPositions, report: Report) -> bool:
    """Report control characters, directions left open, and values longer than any field is.

    `raw` is the parsed manifest, `path` its file. Metadata stand in the lines of other programs,
    where a direction that is not closed would turn what follows. False when anything was found.
    """
    before = len(report.diagnostics)
    for key, text in _texts(raw, ()):
        place = Location(path, *positions.locate(key))
        if len(text) > limits.VALUE_CHARACTERS:
            report.add("MAN-017", f"a value of more than {limits.VALUE_CHARACTERS:,} signs", place)
        elif sign := first_forbidden(text):
            message = f"the control character U+{ord(sign):04X} cannot stand in a book"
            report.add("MAN-003", message, place, hint="delete it")
        elif sign := first_unbalanced(text):
            message = f"the direction control U+{ord(sign):04X} has no partner"
            report.add("MAN-003", message, place, hint="delete it, or close it: U+2068 … U+2069")
        elif key[0] == "abbreviations" and is_blank(text):
            report.add("MAN-017", "an abbreviation without letters", place, hint="delete the line")
    return len(report.diagnostics) == before


def _texts(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Every text of nested tables with its path; a key is a text too."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), key
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
