"""Characters and scripts for which no font is installed, each at its first place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from unicodedata import category

from msgspec.structs import replace

from publish.diagnostics import Location, Report, Severity
from publish.model.book import Book
from publish.model.script import scripts_in
from publish.outputs.pdf.checks.manuscript_line import ManuscriptLines, line_of
from publish.render.printed_text import PrintedText, printed_texts
from publish.render.scripts import needed_scripts
from publish.render.theme import Theme, find_font, install_hint

_MOST_SHOWN = 8  # characters that a message lists
_OTHERWISE = 'show it as an image, or set missing-glyphs = "box" in the edition, to print a box'


def report_missing_scripts(
    theme: Theme, book: Book, lines: ManuscriptLines, severity: Severity, report: Report
) -> set[str]:
    """TXT-005 for each script of a book whose fonts are not installed; those scripts."""
    packages = missing_script_packages(theme, book)
    for script, package in packages.items():
        place = _first_place(script, book, lines)
        message = f"the fonts for {_name(theme, script)} are not installed"
        hint = f"{install_hint(package)}; an EPUB needs none, and is built without them"
        report.add("TXT-005", message, place, hint=hint, severity=severity)
    return set(packages)


def report_lacking_characters(
    lacking: Mapping[str, PrintedText],
    theme: Theme,
    lines: ManuscriptLines,
    severity: Severity,
    report: Report,
) -> None:
    """TXT-004 for characters without a glyph, by the line on which each is first."""
    for (place, drawing), characters in by_place(lacking, lines).items():
        where = f" in the drawing `{drawing}`" if drawing else ""
        message = f"no font has a glyph for {listed(characters)}{where}"
        hint = _hint(theme, characters)
        report.add("TXT-004", message, place, hint=hint, severity=severity)


def by_place(
    lacking: Mapping[str, PrintedText], lines: ManuscriptLines
) -> dict[tuple[Location, str], list[str]]:
    """Characters by the line on which each is first, and the drawing there that has it."""
    places: dict[tuple[Location, str], list[str]] = {}
    for character, text in lacking.items():
        place = _place(character, text.location, lines)
        places.setdefault((place, text.drawing), []).append(character)
    return places


def missing_script_packages(theme: Theme, book: Book) -> dict[str, str]:
    """The scripts of a book whose fonts are not installed, each with the package that has them."""
    scripts = needed_scripts(book)
    return {
        entry["script"]: entry["package"]
        for entry in theme.script_fonts
        if entry["script"] in scripts and find_font(entry) is None
    }


def _name(theme: Theme, script: str) -> str:
    families = (entry["family"] for entry in theme.script_fonts if entry["script"] == script)
    return f"the script {script} ({', '.join(dict.fromkeys(families))})"


def _first_place(script: str, book: Book, lines: ManuscriptLines) -> Location:
    """The place of the first text in a script; the manifest for the language of the book."""
    for text in printed_texts(book):
        for character in text.text if script in scripts_in(text.text, text.language) else "":
            if script in scripts_in(character, text.language):
                return _place(character, text.location, lines)
    return Location(str(book.folder / "book.toml"))


def _place(character: str, location: Location, lines: ManuscriptLines) -> Location:
    line = line_of(character, location, lines)
    return replace(location, line=line) if line else location


def listed(characters: list[str]) -> str:
    """Some characters with their code points, as messages name them."""
    shown = (f"{each} (U+{ord(each):04X})" for each in characters[:_MOST_SHOWN])
    more = len(characters) - _MOST_SHOWN
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _hint(theme: Theme, characters: list[str]) -> str:
    """The package that may have a symbol, where it is not installed; otherwise other ways out."""
    if any(category(each)[0] == "S" for each in characters):
        for package in _packages_not_installed(theme):
            return f"{install_hint(package)}; or {_OTHERWISE}"
    return _OTHERWISE


def _packages_not_installed(theme: Theme) -> Iterator[str]:
    return (each["package"] for each in theme.fallback_fonts if find_font(each) is None)
