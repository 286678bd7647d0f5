"""A book's own theme: values for an installed theme, and style sheets that follow those of it.

A theme is code, and a manuscript is not (SECURITY.md): no template in a folder of the book is read,
its style sheets are not templates, and they are refused where they refer to anything outside.
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
from publish.model.formats import FORMATS
from publish.sources.files.book_files import read_book_file
from publish.sources.safety.css import check_css

_SHEETS = ("cover.css", *(each.style_sheet for each in FORMATS.values()))


class LocalTheme(msgspec.Struct, frozen=True):
    """The `theme.toml` of a book's own theme, and its style sheets by name."""

    file: ThemeFile
    sheets: Mapping[str, StyleSheet] = msgspec.field(default_factory=dict)


def read_local_theme(folder: Path, name: str, place: Location, report: Report) -> LocalTheme | None:
    """The theme `name` ("./house") in the folder of a book, or None with diagnostics."""
    home = posixpath.normpath(name)
    content = read_book_file(folder, posixpath.join(home, "theme.toml"), place, report)
    if content is None:
        return None
    file = parse_theme(content, str(folder / home / "theme.toml"), report)
    if file is None:
        return None
    _report_unused_files(folder / home, report)
    return LocalTheme(file, dict(_sheets(folder, home, place, report)))


def _report_unused_files(home: Path, report: Report) -> None:
    """MAN-034 for files that an installed theme may have and a book's own theme may not."""
    for path in sorted(home.iterdir()):
        if path.name == "templates":
            hint = "write the page in Markdown, or have the theme installed"
            message = "templates in a book are not used"
            report.add("MAN-034", message, Location(str(path)), hint=hint)
        elif path.suffix == ".css" and path.name not in _SHEETS:
            message = f"no product uses a style sheet `{path.name}`"
            hint = f"valid names: {', '.join(_SHEETS)}"
            report.add("MAN-034", message, Location(str(path)), hint=hint)


def _sheets(
    folder: Path, home: str, place: Location, report: Report
) -> Iterator[tuple[str, StyleSheet]]:
    for name in _SHEETS:
        file = posixpath.join(home, name)
        if not os.path.lexists(folder / file):
            continue
        content = read_book_file(folder, file, place, report)
        path = str(folder / file)
        text = None if content is None else decode_text(content, path, report, code="MAN-003")
        if text is not None and check_css(text, path, report):
            yield name, StyleSheet(file, text)
