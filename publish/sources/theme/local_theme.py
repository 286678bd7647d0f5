"""A theme of the book's own: values for a theme that is installed, and rules that follow its own.

A theme is code, and a manuscript is not (SECURITY.md): of a folder of the book no template is read,
its style sheets are no templates, and they are taken where they reach out for nothing.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from publish.config.manifest import ThemeFile, parse_theme
from publish.config.text import decode_text
from publish.diagnostics import Location, Report
from publish.model.book import StyleSheet
from publish.sources.files.book_files import read_inside
from publish.sources.safety.css import check_rules

_SHEETS = ("cover.css", "epub.css", "pdf.css")


class House(msgspec.Struct, frozen=True):
    """What a theme of the book's own says, and the style sheets that it brings, by name."""

    file: ThemeFile
    sheets: Mapping[str, StyleSheet] = msgspec.field(default_factory=dict)


def read_house(folder: Path, wished: str, place: Location, report: Report) -> House | None:
    """The theme in the folder `wished` ("./house") of a book; None, with diagnostics, for none."""
    home = posixpath.normpath(wished)
    content = read_inside(folder, posixpath.join(home, "theme.toml"), place, report)
    if content is None:
        return None
    file = parse_theme(content, str(folder / home / "theme.toml"), report)
    if file is None:
        return None
    _refuse_surplus(folder / home, report)
    return House(file, dict(_sheets(folder, home, place, report)))


def _refuse_surplus(home: Path, report: Report) -> None:
    """MAN-034 for what an installed theme may hold and this one may not, rather than silence."""
    for path in sorted(home.iterdir()):
        if path.name == "templates":
            hint = "write the page in Markdown, or have the theme installed"
            message = "the templates of a book are not read"
            report.add("MAN-034", message, Location(str(path)), hint=hint)
        elif path.suffix == ".css" and path.name not in _SHEETS:
            message = f"no product has a style sheet `{path.name}`"
            hint = f"there are: {', '.join(_SHEETS)}"
            report.add("MAN-034", message, Location(str(path)), hint=hint)


def _sheets(
    folder: Path, home: str, place: Location, report: Report
) -> Iterator[tuple[str, StyleSheet]]:
    for name in _SHEETS:
        path = posixpath.join(home, name)
        if not os.path.lexists(folder / path):
            continue
        content = read_inside(folder, path, place, report)
        own = str(folder / path)
        text = None if content is None else decode_text(content, own, report, code="MAN-003")
        if text is not None and check_rules(text, own, report):
            yield name, StyleSheet(path, text)
