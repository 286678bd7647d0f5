"""The fonts of a theme as the layout engine finds them, and the signs that they lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypedDict
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont
from lxml import etree

from publish.diagnostics import Location, Report
from publish.model.book import Book
from publish.model.section import Section
from publish.model.xhtml import place_of
from publish.outputs.pdf.job import Served
from publish.render.mathfont import MATH, math_font
from publish.render.theme import Font

# No system font is in it: the same book has the same pages on every machine. The folder of cached
# scans lies in the job's own folder too, so that nothing is left behind.
_CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
</fontconfig>
"""


class Face(TypedDict):
    """What a style sheet says about one font file."""

    family: str
    url: str
    style: str
    weight: str


def faces(fonts: Iterable[Font]) -> list[Face]:
    """The `@font-face` rules of a theme, with URLs below the base of the job."""
    return [Face(family=f.family, url=_name(f), style=f.style, weight=f.weight) for f in fonts]


def served(fonts: Iterable[Font]) -> dict[str, Served]:
    """The font files by the URLs of their faces."""
    return {_name(font): Served(str(font.path), "font/ttf") for font in fonts}


def _name(font: Font) -> str:
    safe = "".join(sign if sign.isalnum() else "-" for sign in font.path.stem)
    return f"fonts/{safe}{font.path.suffix}"


def write_configuration(folder: Path, fonts: Iterable[Font]) -> Path:
    """A fontconfig configuration in `folder` that knows the folders of these fonts alone."""
    homes = sorted({str(font.path.parent) for font in fonts})
    file = folder / "fonts.conf"
    folders = "\n".join(f"<dir>{escape(home)}</dir>" for home in homes)
    cached = escape(str(folder / "font-cache"))
    file.write_text(_CONFIGURATION.format(folders=folders, cache=cached), encoding="utf-8")
    return file


def report_missing_signs(book: Book, fonts: Iterable[Font], report: Report) -> None:
    """LAY-003 for every section with signs that no font of the theme holds, each with its line."""
    known = frozenset[int]().union(*(_covered(font.path) for font in fonts))
    drawn = _covered(math_font().path)
    for section in book.walk():
        lacking: dict[int, Location] = {}
        for text, fonts_of_it, place in _texts(section, known, drawn):
            for sign in sorted(_signs(text) - fonts_of_it):
                lacking.setdefault(sign, place)
        if lacking:
            shown = ", ".join(_shown(*each) for each in list(lacking.items())[:8])
            more = f" and {len(lacking) - 8} more" if len(lacking) > 8 else ""
            message = f"the fonts of the theme lack {shown}{more}"
            hint = "choose a theme whose fonts hold them, or write them otherwise"
            report.add("LAY-003", message, next(iter(lacking.values())), hint=hint)


def _shown(sign: int, place: Location) -> str:
    line = f", line {place.line}" if place.line else ""
    return f"{chr(sign)} (U+{sign:04X}{line})"


def _texts(
    section: Section, known: frozenset[int], drawn: frozenset[int]
) -> Iterator[tuple[str, frozenset[int], Location]]:
    """The texts of a section with the signs that can be set there, and their places."""
    yield section.title, known, section.location
    for node in section.body.iter(etree.Element):
        place = place_of(node, section.location.path)
        inside = node.tag == MATH or next(node.iterancestors(MATH), None) is not None
        yield node.text or "", drawn if inside else known, place
        yield node.tail or "", drawn if inside and node.tag != MATH else known, place


def _signs(text: str) -> set[int]:
    return {ord(sign) for sign in set(text) if not sign.isspace() and sign not in _INVISIBLE}


_INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"


@cache
def _covered(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
