"""The order of versions."""

from __future__ import annotations

import re


def version_key(version: str) -> list[tuple[int, int, str]]:
    """A version for sorting: numbers by their value, and "1.0-beta" before "1.0" before "1.0.1"."""
    parts = re.findall(r"[0-9]+|[A-Za-z]+", version)
    keys = [(2, int(part), "") if part.isdigit() else (0, 0, part) for part in parts]
    return [*keys, (1, 0, "")]
