"""Characters of a book for which the fonts of its theme have no glyph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from unicodedata import category

from fontTools.ttLib import TTFont
from lxml import etree
from msgspec.structs import replace

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.markup import MATH
from publish.model.section import Section
from publish.model.xhtml import text_of
from publish.outputs.pdf.checks.manuscript_line import ManuscriptLines, line_of
from publish.render.mathfont import math_font
from publish.render.theme import Font

_MOST_SHOWN = 8  # characters that a message lists


def report_missing_glyphs(
    book: Book, fonts: Iterable[Font], lines: ManuscriptLines, report: Report
) -> None:
    """LAY-003 for every section with characters that no font has, each with its line."""
    in_text = frozenset[int]().union(*(_coverage(font.path) for font in fonts))
    in_formulas = _coverage(math_font().path)
    for section in _suspects(book, in_text, in_formulas):
        characters = _printing((section.title, *_texts(section.body)))
        formulas = (text for node in section.body.iter(MATH) for text in node.itertext())
        missing = sorted({*characters - in_text, *_printing(formulas) - in_formulas})
        if missing:
            numbers = [line_of(chr(each), section.location, lines) for each in missing]
            shown = ", ".join(map(_shown, missing[:_MOST_SHOWN], numbers))
            more = f" and {len(missing) - _MOST_SHOWN} more" if len(missing) > _MOST_SHOWN else ""
            message = f"the fonts of the theme have no glyph for {shown}{more}"
            hint = "choose a theme whose fonts have them, or write them differently"
            first = min(filter(None, numbers), default=section.location.line)
            report.add("LAY-003", message, replace(section.location, line=first), hint=hint)


def _suspects(book: Book, in_text: frozenset[int], in_formulas: frozenset[int]) -> list[Section]:
    """The sections to look at: mostly none, since the fonts have all characters of the book."""
    texts = {section.id: section.title + text_of(section.body) for section in book.walk()}
    formulas = (text_of(math) for each in book.walk() for math in each.body.iter(MATH))
    doubtful = _printing(texts.values()) - in_text | _printing(formulas) - in_formulas
    characters = set(map(chr, doubtful))
    return [
        each for each in book.walk() if characters and not characters.isdisjoint(texts[each.id])
    ]


def _shown(code_point: int, line: int) -> str:
    return f"{chr(code_point)} (U+{code_point:04X}{f', line {line}' if line else ''})"


def _texts(body: etree._Element) -> Iterator[str]:
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


def _printing(texts: Iterable[str]) -> set[int]:
    """The code points that print: no spaces, and no format characters (Cf)."""
    return {ord(c) for c in set("".join(texts)) if not c.isspace() and category(c) != "Cf"}


@cache
def _coverage(path: Path) -> frozenset[int]:
    """The code points for which a font has a glyph."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
