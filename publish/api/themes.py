"""Themes: what there is, a new one to change, and a check of its pages."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from publish.context import Context, make_context
from publish.files import new_folder, write_atomic
from publish.files.shipped import shipped
from publish.render.theme import Theme, load_theme
from publish.render.theme_folders import is_ours, known_theme, themes, variants

if TYPE_CHECKING:
    from publish.pipeline.theme_checks import ThemeCheck

__all__ = ["ThemeRow", "check", "listed", "new", "page"]


class ThemeRow(msgspec.Struct, frozen=True):
    """A theme, or a variant of any: what it is for, the page of editions that name none, its
    picture, and its folder if it does not come with the toolchain."""

    name: str
    about: str
    trim: str
    is_variant: bool
    picture: Path | None
    folder: Path | None


def listed() -> list[ThemeRow]:
    """All themes and variants that a book can name."""
    rows = [_row(name, load_theme(name), is_variant=False) for name in themes()]
    base = themes()[0]
    return rows + [_row(each, load_theme(f"{base}+{each}"), is_variant=True) for each in variants()]


def _row(name: str, theme: Theme, *, is_variant: bool) -> ThemeRow:
    folder = next(each for each in theme.folders if each.name == name)
    picture = folder / "picture.png"
    return ThemeRow(
        name=name,
        about=theme.about,
        trim=theme.trim,
        is_variant=is_variant,
        picture=picture if picture.is_file() else None,
        folder=None if is_ours(name) else folder,
    )


def page(rows: Sequence[ThemeRow]) -> bytes:
    """A page of HTML with the pictures of themes, which needs no other file."""
    from publish.render.templates import render_page  # slow: it is for commands that render

    shown = [(row, b64encode(row.picture.read_bytes()).decode()) for row in rows if row.picture]
    return render_page("themes.html.j2", rows=shown).encode()


def new(folder: Path, base: str) -> None:
    """Write a theme that extends another: values that it could change, and empty sheets."""
    theme = load_theme(known_theme(base))
    with new_folder(folder) as target:
        for source in sorted((shipped("templates") / "theme").iterdir()):
            text = source.read_text(encoding="utf-8")
            if source.name == "theme.toml":
                text = text.replace("BASE", base).replace("TRIM", theme.trim) + _values(theme)
            write_atomic(target / source.name, text.encode())


def _values(theme: Theme) -> str:
    """The variables of a theme as comments, each with its value, and what else it may be."""
    lines = []
    for key, value in theme.variables.items():
        allowed = theme.values.get(key)
        if isinstance(allowed, list):
            lines.append(f"# {key}: {', '.join(allowed)}")
        lines.append(f"# {key} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(each)}' for key, each in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def check(name: str, *, context: Context | None = None) -> ThemeCheck:
    """Build the manuscript that shows themes in one of them, and measure its pages."""
    from publish.pipeline.theme_checks import check_theme  # slow: it reads pages

    return check_theme(known_theme(name), context or make_context())
