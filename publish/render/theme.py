"""A theme: a folder with `theme.toml`, a style sheet per output, and templates that it overrides.

`extends` names the theme whose variables, fonts, style sheets and templates hold where this one has
none of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from publish.errors import LayoutError, MissingTool
from publish.render.places import shipped


@dataclass(frozen=True, slots=True)
class Font:
    """One font file of a theme; `weight` is a CSS weight or range ("200 900")."""

    family: str
    path: Path
    style: str
    weight: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What a theme brings, with what it extends already merged in; `folders` nearest first.

    `screen_fonts` are for outputs that are read on screens, beside `fonts`.
    """

    name: str
    folders: tuple[Path, ...]
    variables: Mapping[str, Any] = field(default_factory=dict)
    fonts: tuple[Font, ...] = ()
    screen_fonts: tuple[Font, ...] = ()

    def find(self, name: str) -> Path:
        """A file of the theme, such as `epub.css`, from the nearest folder that has it."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise LayoutError(f"the theme `{self.name}` has no {name}")


def load_theme(name: str, overrides: Mapping[str, Any] | None = None) -> Theme:
    """The theme of that name; `overrides` are an edition's own values for its variables."""
    folder = shipped("styles") / name
    if not (folder / "theme.toml").is_file():
        known = sorted(path.parent.name for path in shipped("styles").glob("*/theme.toml"))
        raise LayoutError(f"no theme `{name}`", hint=f"themes: {', '.join(known)}")
    table = tomllib.loads((folder / "theme.toml").read_text(encoding="utf-8"))
    base = load_theme(table["extends"]) if table.get("extends") else None
    variables = {**(base.variables if base else {}), **table.get("variables", {})}
    if unknown := sorted(set(overrides or {}) - set(variables)):
        hint = f"it has: {', '.join(sorted(variables))}"
        raise LayoutError(f"the theme `{name}` has no variable `{unknown[0]}`", hint=hint)
    fonts = tuple(_font(entry) for entry in table.get("fonts", ()))
    screen_fonts = tuple(_font(entry) for entry in table.get("screen-fonts", ()))
    return Theme(
        name=name,
        folders=(folder, *(base.folders if base else ())),
        variables={**variables, **(overrides or {})},
        fonts=fonts or (base.fonts if base else ()),
        screen_fonts=screen_fonts or (base.screen_fonts if base else ()),
    )


def _font(entry: Mapping[str, str]) -> Font:
    package = entry["package"]
    try:
        path = Path(str(files(package))) / "files" / entry["file"]
    except ModuleNotFoundError:
        path = Path(package)
    if not path.is_file():
        hint = f"pip install {package.replace('_', '-')}"
        raise MissingTool(f"the font {entry['family']} is not installed", hint=hint)
    return Font(
        family=entry["family"],
        path=path,
        style=entry.get("style", "normal"),
        weight=entry.get("weight", "400"),
    )
