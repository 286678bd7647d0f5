"""Draws many small pictures by the engine of pages and by a browser, and compares them."""

from __future__ import annotations

import base64
import math
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageStat
from weasyprint import HTML

from publish.outputs.pdf.layout.engine import drawing_text, patterns

# Hundredths of the side by which a part may be elsewhere; letters are where their font puts them.
MOVED, MOVED_LETTERS = 2, 1
ALLOWED = 24  # of 255, by which the colour of a point may differ
SIDE, SCALE, COLUMNS = 100, 2, 20  # pixels of CSS, pixels of a screen for each, pictures in a row
FINER = 2  # times for hairlines, which the renderer of pages makes a pixel wide, and too dark
_HAIRLINE = re.compile(r'stroke-width="\.|scale\(\.1\)')
_CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--hide-scrollbars",
    "--disable-gpu",
    "--font-render-hinting=none",
)
_STYLE = f"""
@page {{ size: {SIDE}px; margin: 0 }} html, body {{ margin: 0; font-size: 16px }}
img {{ position: absolute; width: {SIDE}px; height: {SIDE}px }}
p {{ break-after: page; margin: 0; height: 1px }}
"""

_Choose = Callable[[Image.Image, Image.Image], Image.Image]


def by_engine(drawings: Mapping[str, str]) -> dict[str, Image.Image]:
    """The drawings as they are printed, each on its own page, for one may spoil those after it."""
    pages = "".join(f'<p><img alt="" src="{_address(each)}"></p>' for each in drawings.values())
    with _patched():
        written = HTML(string=f"<style>{_STYLE}</style>{pages}").write_pdf()
    pdf = pypdfium2.PdfDocument(written)
    pairs = zip(drawings.items(), pdf, strict=False)
    return {name: _rendered(page, drawing) for (name, drawing), page in pairs}


def _rendered(page: pypdfium2.PdfPage, drawing: str) -> Image.Image:
    finer = FINER if _HAIRLINE.search(drawing) else 1
    image: Image.Image = page.render(scale=finer * SCALE / 0.75).to_pil().convert("RGB")
    return image.reduce(finer)


@contextmanager
def _patched() -> Iterator[None]:
    """The engine with our own patterns and texts."""
    with ExitStack() as patched:
        for patch in (patterns.PATCH, drawing_text.PATCH):
            for each in patch.replacements:
                patched.enter_context(each.replaced_by(each.new))
        yield


def by_browser(drawings: Mapping[str, str], folder: Path) -> dict[str, Image.Image]:
    """The drawings as headless Chromium shows them, from one screenshot."""
    places = [divmod(number, COLUMNS) for number in range(len(drawings))]
    shown = "".join(
        f'<img alt="" src="{_address(each)}" style="left:{column * SIDE}px;top:{row * SIDE}px">'
        for each, (row, column) in zip(drawings.values(), places, strict=True)
    )
    page, shot = folder / "page.html", folder / "shot.png"
    page.write_text(f"<!doctype html><style>{_STYLE}</style>{shown}", "utf-8")
    window = f"--window-size={SIDE * COLUMNS},{SIDE * math.ceil(len(drawings) / COLUMNS)}"
    scale = f"--force-device-scale-factor={SCALE}"
    command = [*_CHROMIUM, scale, window, f"--screenshot={shot}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    whole, side = Image.open(shot).convert("RGB"), SIDE * SCALE
    boxes = ((x * side, y * side, (x + 1) * side, (y + 1) * side) for y, x in places)
    return dict(zip(drawings, map(whole.crop, boxes), strict=True))


def _address(drawing: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"


def difference(ours: Image.Image, theirs: Image.Image, moved: int = MOVED) -> float:
    """How much a point of one has a colour that the other has nowhere near: from 0 to 255."""
    first, second = (each.filter(ImageFilter.GaussianBlur(SCALE)) for each in (ours, theirs))
    in_place = _highest(ImageChops.difference(first, second))
    if in_place <= ALLOWED:  # elsewhere it is nearer yet
        return in_place
    reach = moved * SCALE
    return max(_strays(first, second, reach), _strays(second, first, reach))


def _strays(image: Image.Image, other: Image.Image, reach: int) -> float:
    over = ImageChops.subtract(image, _spread(other, reach, ImageChops.lighter))
    under = ImageChops.subtract(_spread(other, reach, ImageChops.darker), image)
    return max(map(_highest, (over, under)))


def _spread(image: Image.Image, reach: int, choose: _Choose) -> Image.Image:
    """The lightest or darkest of all points within reach, in a tenth of a filter's time."""
    for across, down in ((1, 0), (0, 1)):
        reached = 0
        while reached < reach:
            step = min(reached + 1, reach - reached)  # no point is left between, nor at the edge
            there = _shifted(image, across * step, down * step)
            back = _shifted(image, -across * step, -down * step)
            image = choose(image, choose(there, back))
            reached += step
    return image


def _shifted(image: Image.Image, across: int, down: int) -> Image.Image:
    copy = image.copy()
    copy.paste(image, (across, down))
    return copy


def _highest(image: Image.Image) -> float:
    return max(high for _, high in ImageStat.Stat(image).extrema)
