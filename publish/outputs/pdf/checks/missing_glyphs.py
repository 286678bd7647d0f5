"""The fonts of a theme as the layout engine finds them, and the signs that they lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypedDict
from unicodedata import category

from fontTools.ttLib import TTFont
from lxml import etree

from publish.diagnostics import Location, Report
from publish.model.book import Book
from publish.model.section import Section
from publish.model.xhtml import text_of
from publish.outputs.pdf.exchange.job_folder import font_url
from publish.render.mathfont import MATH, math_font
from publish.render.theme import Font


class Face(TypedDict):
    """What a style sheet says about one font file."""

    family: str
    url: str
    style: str
    weight: str


def faces(fonts: Iterable[Font]) -> list[Face]:
    """The `@font-face` rules of a theme, with URLs below the base of the job."""
    return [Face(family=f.family, url=font_url(f), style=f.style, weight=f.weight) for f in fonts]


def report_missing_signs(book: Book, fonts: Iterable[Font], report: Report) -> None:
    """LAY-003 for every section with signs that no font of the theme holds, each with its line."""
    known = frozenset[int]().union(*(_covered(font.path) for font in fonts))
    drawn = _covered(math_font().path)
    for section in _doubtful(book, known, drawn):
        signs = _signs((section.title, *_words(section.body)))
        formulas = (text for node in section.body.iter(MATH) for text in node.itertext())
        lacking = sorted({*signs - known, *_signs(formulas) - drawn})
        if lacking:
            lines = [line_of(chr(sign), section.location) for sign in lacking]
            shown = ", ".join(map(_shown, lacking[:8], lines))
            more = f" and {len(lacking) - 8} more" if len(lacking) > 8 else ""
            message = f"the fonts of the theme lack {shown}{more}"
            hint = "choose a theme whose fonts hold them, or write them otherwise"
            place = replace(section.location, line=min(filter(None, lines), default=0))
            report.add("LAY-003", message, place if place.line else section.location, hint=hint)


def _doubtful(book: Book, known: frozenset[int], drawn: frozenset[int]) -> list[Section]:
    """The sections to look at: mostly none, since all signs of the book are known."""
    texts = {section.id: section.title + text_of(section.body) for section in book.walk()}
    formulas = (text_of(math) for each in book.walk() for math in each.body.iter(MATH))
    doubts = _signs(texts.values()) - known | _signs(formulas) - drawn
    signs = set(map(chr, doubts))
    return [each for each in book.walk() if signs and not signs.isdisjoint(texts[each.id])]


def _shown(sign: int, line: int) -> str:
    return f"{chr(sign)} (U+{sign:04X}{f', line {line}' if line else ''})"


def line_of(sign: str, opening: Location) -> int:
    """The line of the manuscript that a sign stands in, from that on which its section opens.

    0 where it is not found so, as when another file was included.
    """
    file = Path(opening.path)
    lines = file.read_text("utf-8", "replace").splitlines() if file.is_file() else []
    found = (n for n, line in enumerate(lines, 1) if n >= opening.line and sign in line)
    return next(found, 0)


def _words(body: etree._Element) -> Iterator[str]:
    """The text of an element without its formulas, which have a font of their own."""
    if next(body.iter(MATH), None) is None:
        return map(str, body.itertext())
    return _without_formulas(body)


def _without_formulas(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag != MATH:
            yield from _without_formulas(child)
        yield child.tail or ""


def _signs(texts: Iterable[str]) -> set[int]:
    """The signs that print: no spaces, and none that only say how others behave (Cf)."""
    shown = (sign for sign in set("".join(texts)) if not sign.isspace() and category(sign) != "Cf")
    return set(map(ord, shown))


@cache
def _covered(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
