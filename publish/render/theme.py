"""A theme: a folder with `theme.toml`, a style sheet per output, and templates that it overrides.

`extends` names the theme that it is based on: variables and values are inherited by key, fonts and
trims as a whole, a template where it has none of that name; the rules of its style sheets follow
those of that theme. A variant extends whatever theme it is named with: `novel+large-print`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from publish.errors import LayoutError, MissingTool
from publish.model.script import script_of
from publish.render.theme_folders import (
    VARIANT,
    files_digest,
    is_known,
    theme_folder,
    theme_table,
)

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

    `values` says what variables may be set to: one of some words, or "colour". `trim` is the page
    of an edition that names none; `trims` are the measures of some pages, `page` those of others.
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
    about: str = ""
    trim: str = ""
    trims: Mapping[str, Any] = field(default_factory=dict)
    page: Mapping[str, Any] = field(default_factory=dict)

    def inputs(self, *uses: str) -> dict[str, Any]:
        """What distinguishes it from the theme of another book, for keys of the cache.

        Of its files that have one use (`theme_folders`), only those of these `uses` count.
        """
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
            "files": files_digest(self.folders, uses),
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

    def sheets(self, name: str) -> list[Path]:
        """The files of a style sheet, such as `epub.css`: that of the base before its own."""
        paths = [folder / name for folder in reversed(self.folders)]
        if found := [path for path in paths if path.is_file()]:
            return found
        raise LayoutError(f"the theme `{self.name}` has no {name}")


def theme_trim(name: str) -> str:
    """The page of an edition that names none; that of the classic theme for an unknown name."""
    return load_theme(name if is_known(name) else "classic").trim


def theme_files(name: str) -> str:
    """A hash of the files that all uses have of a theme that is not ours; "" for one of ours or an
    unknown one."""
    return files_digest(load_theme(name).folders, ()) if is_known(name) else ""


def load_theme(name: str, overrides: Mapping[str, Any] | None = None) -> Theme:
    """The theme of that name; `overrides` are an edition's own values for its variables."""
    theme = _merged(name)
    if unknown := sorted(set(overrides or {}) - set(theme.variables)):
        hint = f"variables: {', '.join(sorted(theme.variables))}"
        raise LayoutError(f"the theme `{name}` has no variable `{unknown[0]}`", hint=hint)
    theme = replace(theme, variables={**theme.variables, **(overrides or {})})
    _check_words(theme)
    return replace(theme, fonts=_fonts_for_print(theme))


def _merged(name: str) -> Theme:
    """The theme of that name, with its variants, each merged with what it extends."""
    first, *variants = name.split(VARIANT)
    theme = _own_theme(first, ())
    for variant in variants:
        theme = _extended(theme, theme_folder(variant))
    return replace(theme, name=name)


def _own_theme(name: str, extended_by: tuple[str, ...]) -> Theme:
    """The theme of that name, merged with what it extends."""
    if name in extended_by:
        raise LayoutError(f"the theme `{name}` extends itself", hint="change one `extends`")
    folder = theme_folder(name)
    extends = theme_table(folder).get("extends")
    base = _own_theme(extends, (*extended_by, name)) if extends else Theme(name, ())
    return _extended(base, folder)


def _extended(base: Theme, folder: Path) -> Theme:
    """The theme in a folder, merged with what it extends."""
    table = theme_table(folder)
    return Theme(
        name=folder.name,
        folders=(folder, *base.folders),
        variables={**base.variables, **table.get("variables", {})},
        values={**base.values, **table.get("values", {})},
        fonts=_fonts(folder, table, "fonts") or base.fonts,
        screen_fonts=_fonts(folder, table, "screen-fonts") or base.screen_fonts,
        script_fonts=_entries(folder, table, "script-fonts") or base.script_fonts,
        fallback_fonts=_entries(folder, table, "fallback-fonts") or base.fallback_fonts,
        about=table.get("about", base.about),
        trim=table.get("trim", base.trim),
        trims=table.get("trims", base.trims),
        page={**base.page, **table.get("page", {})},
    )


def _fonts(folder: Path, table: Mapping[str, Any], key: str) -> tuple[Font, ...]:
    return tuple(load_font(entry) for entry in _entries(folder, table, key))


def _entries(folder: Path, table: Mapping[str, Any], key: str) -> tuple[Mapping[str, str], ...]:
    """The entries of fonts; one without a package is a file in the folder of the theme."""
    return tuple({"package": str(folder), **entry} for entry in table.get(key, ()))


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
