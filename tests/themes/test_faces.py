"""What a theme says of its face is what the file of the face says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from publish.model.book import Book, Edition
from publish.render.environment import Renderer
from publish.render.theme import Theme, load_theme
from publish.render.theme_folders import themes

NAMES = [*themes(), "classic+large-print"]
X_HEIGHT_OF_STIX = 0.473
WIDEST = {"decimal": "8888", "lower-roman": "ccclxxxviii"}  # of the folios below 400 and 10,000
FOLIO = re.compile(
    r"counter\(page, (?P<numerals>[a-z-]+)\);\s*width: (?P<width>[\d.]+)pt;"
    r"[^}]*?font-size: (?P<size>[\d.]+)pt"
)


@pytest.mark.parametrize("name", NAMES)
def test_letters_of_formulas_are_as_high_as_those_of_the_text(name: str) -> None:
    theme = load_theme(name)
    serif = theme.variables["serif"]
    face = next(each for each in theme.fonts if each.family == serif and each.style == "normal")
    with TTFont(face.path, lazy=True) as font:
        height = font["OS/2"].sxHeight / font["head"].unitsPerEm
    assert theme.page["x-height"] == pytest.approx(height, abs=0.0005)


def test_formulas_in_large_print_are_no_smaller_than_its_least_type() -> None:
    page = load_theme("classic+large-print").page
    assert page["x-height"] >= X_HEIGHT_OF_STIX


@pytest.mark.parametrize("name", NAMES)
def test_folios_have_room(read_files: Callable[[Mapping[str, str]], Book], name: str) -> None:
    book = read_files({"a.md": "# One\n"})
    theme = load_theme(name)
    renderer = Renderer(book, Edition("pdf", "pdf", theme=name, trim=theme.trim), theme)
    folios = FOLIO.findall(renderer.render_style("pdf.css", faces=(), gutter=0))
    assert {numerals for numerals, _, _ in folios} == set(WIDEST)
    for numerals, width, size in set(folios):
        assert width_in_ems(WIDEST[numerals], theme) * float(size) <= float(width)


def width_in_ems(words: str, theme: Theme) -> float:
    serif = theme.variables["serif"]
    face = next(each for each in theme.fonts if each.family == serif and each.style == "normal")
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))
    buffer = hb.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return float(sum(each.x_advance for each in buffer.glyph_positions) / font.face.upem)
