"""From a place in a view to the line of the manuscript that it is from, and back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec


class SourcePlace(msgspec.Struct, frozen=True):
    """A line of a file, by its name in the book."""

    file: str
    line: int


def source_of(_versions: Path, _query: Mapping[str, str]) -> SourcePlace | None:
    """Where the text at a place of a view is written."""
    return None


def place_of(_versions: Path, place: SourcePlace) -> dict[str, Any] | None:
    """Where a line of the manuscript is shown, in each view."""
    return {"file": place.file, "line": place.line}


def editor_address(template: str, book: Path, place: SourcePlace) -> str:
    """The address that opens a line in the user's editor; empty without a template."""
    file = quote(str(book / place.file))
    return template.replace("{file}", file).replace("{line}", str(place.line or 1))
