"""The facing pages of a PDF as pictures, with the grid of its lines drawn over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from bench.pages.layout import read_layout
from bench.pages.setting import Setting

SCALE = 1.5  # pixels for a point
_GRID, _FIRST = (40, 130, 220, 90), (220, 40, 40, 150)
_GAP = 2  # points between the pages of a spread


def draw_spreads(path: Path, folder: Path) -> list[Path]:
    """A picture of each spread of a file, in a folder; named by its left-hand page."""
    setting = read_layout(path).setting
    backwards = _is_read_from_the_right(path)
    with pdfium.PdfDocument(path) as document:
        pictures = []
        for spread in _spreads(len(document)):
            places = {(number % 2 == 0) != backwards: number for number in spread}
            sheets = {place: _sheet(document, places[place], setting) for place in places}
            pictures.append(folder / f"{spread[0] + 1:04}.webp")
            _beside(sheets).save(pictures[-1], quality=75, method=2)
        return pictures


def _is_read_from_the_right(path: Path) -> bool:
    """Whether a book has its rectos on the left, and its back on the right."""
    with pikepdf.open(path) as pdf:
        return pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/Direction") == "/R2L"


def _spreads(pages: int) -> Iterator[Sequence[int]]:
    """The pages (from 0) that face each other; the first stands alone."""
    yield [0]
    for number in range(1, pages, 2):
        yield range(number, min(number + 2, pages))


def _sheet(document: pdfium.PdfDocument, number: int, setting: Setting) -> Image.Image:
    page = document[number]
    image: Image.Image = page.render(scale=SCALE).to_pil().convert("RGB")
    _draw_grid(image, setting, number)
    return image


def _draw_grid(image: Image.Image, setting: Setting, number: int) -> None:
    """Draw the baselines of the text, and its edges; the first baseline is red."""
    if not setting.leading:
        return
    draw = ImageDraw.Draw(image, "RGBA")
    left, right = (round(edge * SCALE) for edge in setting.frame(number))
    count = round((setting.foot - setting.head) / setting.leading)
    heights = [round((setting.head + row * setting.leading) * SCALE) for row in range(count + 1)]
    for height in heights:
        draw.line((left, height, right, height), _FIRST if height == heights[0] else _GRID)
    for edge in (left, right):
        draw.line((edge, heights[0], edge, heights[-1]), _GRID)


def _beside(sheets: Mapping[bool, Image.Image]) -> Image.Image:
    """Facing pages in one picture, False on the left; a single one stands where it is bound."""
    width, height = next(iter(sheets.values())).size
    spread = Image.new("RGB", (2 * width + round(_GAP * SCALE), height), "#999999")
    for place, sheet in sheets.items():
        spread.paste(sheet, (place * (width + round(_GAP * SCALE)), 0))
    return spread
