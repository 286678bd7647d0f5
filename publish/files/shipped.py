"""Paths of templates and styles: inside the installed package, or next to it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """The folder `templates` or `styles` of this copy of the toolchain."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
