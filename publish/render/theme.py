"""A theme: a folder with `theme.toml`, a style sheet per output, and templates that it overrides.

`extends` names the theme whose variables, fonts, style sheets and templates apply where this one
has none of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from publish.errors import LayoutError, MissingTool
from publish.extensions import THEMES, extension_folders
from publish.files.shipped import shipped
from publish.model.script import script_of

FAMILY_VARIABLES = ("serif", "screen-serif", "sans", "mono")  # the variables that name a family
_WITH_ITALIC = frozenset({"Latn", "Cyrl", "Grek"})
# The extras of our package with fonts that it does not install by default.
EXTRAS = {
    "pylopdf_fonts_ko": "korean",
    "pylopdf_fonts_zh_tw": "traditional-chinese",
    "rinoh_typeface_symbola": "symbols",
}


class Font(msgspec.Struct, frozen=True):
    """One font file of a theme; `weight` is a CSS weight or range ("200 900").

    A font for one script names it (ISO 15924), and the generic family that it serves there.
    """

    family: str
    path: Path
    style: str
    weight: str
    script: str = ""
    generic: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, merged with what it extends; `folders` begin with its own.

    `values` says what variables may be set to: one of some words, or "colour".
    `screen_fonts` are for screens, in addition to `fonts`. `script_fonts` are the entries of fonts
    for single scripts, not yet located; `with_script_fonts` adds those that a book needs to
    `fonts`, with its language and those of passages in another script (`inner_languages`).
    `fallback_fonts` are the entries of those for single characters, in the order to try them.
    """

    name: str
    folders: tuple[Path, ...]
    variables: Mapping[str, Any] = field(default_factory=dict)
    fonts: tuple[Font, ...] = ()
    screen_fonts: tuple[Font, ...] = ()
    script_fonts: tuple[Mapping[str, str], ...] = ()
    fallback_fonts: tuple[Mapping[str, str], ...] = ()
    language: str = ""
    inner_languages: tuple[str, ...] = ()
    values: Mapping[str, list[str] | str] = field(default_factory=dict)

    @property
    def inputs(self) -> dict[str, Any]:
        """What distinguishes it from the theme of another book, for keys of the cache."""
        fonts = [
            (font.family, font.path.name, font.style, font.weight, font.script, font.generic)
            for font in self.fonts
        ]
        return {
            "name": self.name,
            "variables": dict(self.variables),
            "language": self.language,
            "inner languages": self.inner_languages,
            "fonts": fonts,
        }

    @property
    def families(self) -> frozenset[str]:
        """The families that a variable may name."""
        return frozenset(font.family for font in (*self.fonts, *self.screen_fonts))

    @property
    def script(self) -> str:
        """The script of the book's language."""
        return script_of(self.language or "en")

    @property
    def lacks_italic(self) -> bool:
        """Whether that script has no italic."""
        return self.script not in _WITH_ITALIC

    @property
    def passages_without_italic(self) -> str:
        """A CSS selector of the passages in scripts that have no italic."""
        tags = (tag for tag in self.inner_languages if script_of(tag) not in _WITH_ITALIC)
        return ", ".join(f'[lang="{tag}"]' for tag in tags)

    def stack(self, variable: str, language: str = "") -> str:
        """The font stack of a variable ("serif", "sans" …) for text in a language, as in CSS.

        The fonts of the language's own script come first, since they set its punctuation and
        digits; those of other scripts come last, for single characters.
        """
        script = script_of(language or self.language or "en")
        scripts = dict.fromkeys(font.script for font in self.fonts if font.script)
        generic = "serif" if variable.endswith("serif") else variable
        in_script = generic != "mono" and script in scripts
        first = self._families(script, generic) if in_script else []
        others = [family for each in scripts for family in self._families(each, generic)]
        families = dict.fromkeys([*first, str(self.variables[variable]), *others])
        return ", ".join(f'"{family}"' for family in families)

    def _families(self, script: str, generic: str) -> list[str]:
        """The families of a script that serve a generic family, or if there are none, all."""
        fonts = [font for font in self.fonts if font.script == script]
        serving = [font for font in fonts if font.generic == generic]
        return [font.family for font in serving or fonts]

    def find(self, name: str) -> Path:
        """A file of the theme, such as `epub.css`, from the first folder that has it."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise LayoutError(f"the theme `{self.name}` has no {name}")


def themes() -> list[str]:
    """The names of our themes and of those in installed packages."""
    ours = (path.parent.name for path in shipped("styles").glob("*/theme.toml"))
    return sorted({*ours, *extension_folders(THEMES)})


def _theme_folder(name: str) -> Path:
    """The folder of a theme; the name is compared with lists, since a path could lead anywhere."""
    ours = (path.parent for path in shipped("styles").glob("*/theme.toml"))
    for folder in ours:
        if folder.name == name:
            return folder
    if name in (installed := extension_folders(THEMES)):
        return installed[name]
    raise LayoutError(f"no theme `{name}`", hint=f"themes: {', '.join(themes())}")


def load_theme(name: str, overrides: Mapping[str, Any] | None = None) -> Theme:
    """The theme of that name; `overrides` are an edition's own values for its variables."""
    folder = _theme_folder(name)
    table = _parsed((folder / "theme.toml").read_text(encoding="utf-8"))
    base = load_theme(table["extends"]) if table.get("extends") else None
    variables = {**(base.variables if base else {}), **table.get("variables", {})}
    if unknown := sorted(set(overrides or {}) - set(variables)):
        hint = f"variables: {', '.join(sorted(variables))}"
        raise LayoutError(f"the theme `{name}` has no variable `{unknown[0]}`", hint=hint)
    fonts = tuple(load_font(entry) for entry in table.get("fonts", ()))
    screen_fonts = tuple(load_font(entry) for entry in table.get("screen-fonts", ()))
    theme = Theme(
        name=name,
        folders=(folder, *(base.folders if base else ())),
        variables={**variables, **(overrides or {})},
        values={**(base.values if base else {}), **table.get("values", {})},
        fonts=fonts or (base.fonts if base else ()),
        screen_fonts=screen_fonts or (base.screen_fonts if base else ()),
        script_fonts=tuple(table.get("script-fonts", ())) or (base.script_fonts if base else ()),
        fallback_fonts=(
            tuple(table.get("fallback-fonts", ())) or (base.fallback_fonts if base else ())
        ),
    )
    _check_words(theme)
    return replace(theme, fonts=_fonts_for_print(theme))


def _check_words(theme: Theme) -> None:
    """Raise `LayoutError` for a variable with another word than those it may be set to."""
    for key, words in theme.values.items():
        if isinstance(words, list) and theme.variables.get(key) not in words:
            value = theme.variables.get(key)
            message = f"the theme `{theme.name}` sets `{key}` to `{value}`"
            raise LayoutError(message, hint=f"valid values: {', '.join(words)}")


def _fonts_for_print(theme: Theme) -> tuple[Font, ...]:
    """The fonts of a theme, with those for screens that its variables name for print, too."""
    families = [theme.variables.get(name) for name in FAMILY_VARIABLES if name != "screen-serif"]
    named = (font for font in theme.screen_fonts if font.family in families)
    return tuple(dict.fromkeys((*theme.fonts, *named)))


@cache
def _parsed(source: str) -> dict[str, Any]:
    return tomllib.loads(source)


def load_font(entry: Mapping[str, str]) -> Font:
    """The font that an entry of `theme.toml` names; raises `MissingTool` if it is not installed."""
    font = find_font(entry)
    if font is None:
        message = f"the font {entry['family']} is not installed"
        raise MissingTool(message, hint=install_hint(entry["package"]))
    return font


def find_font(entry: Mapping[str, str]) -> Font | None:
    """The font that an entry of `theme.toml` names, or None if it is not installed."""
    folder = _package_folder(entry["package"])
    candidates = (folder / "files" / entry["file"], folder / entry["file"])
    path = next((candidate for candidate in candidates if candidate.is_file()), None)
    if path is None:
        return None
    return Font(
        family=entry["family"],
        path=path,
        style=entry.get("style", "normal"),
        weight=entry.get("weight", "400"),
        script=entry.get("script", ""),
        generic=entry.get("generic", ""),
    )


def install_hint(package: str) -> str:
    """The command that installs the fonts of a package."""
    extra = EXTRAS.get(package)
    wanted = f'"publish-book[{extra}]"' if extra else package.replace("_", "-")
    return f"pip install {wanted}"


@cache
def _package_folder(package: str) -> Path:
    """The folder of a package, which is not imported, or a folder by its own name."""
    spec = find_spec(package) if package.isidentifier() else None
    folders = (spec.submodule_search_locations if spec else None) or [package]
    return Path(folders[0])
