"""Charts in an EPUB have the reader's ink on any ground, as a browser shows them on a phone."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest
from lxml import etree
from PIL import Image

from publish.model.book import Book, Edition
from publish.render.chart_look import look_of
from publish.render.charts import draw_charts
from publish.render.contrast import contrast
from publish.render.environment import Renderer
from publish.render.theme import load_theme

pytestmark = pytest.mark.slow

ReadFiles = Callable[[Mapping[str, str]], Book]
PHONE, SCALE = 342, 2  # pixels of CSS, and of the screen for each
BY_DAY = {"white": ("#ffffff", "#000000"), "sepia": ("#f4ecd8", "#5b4636")}
BY_NIGHT = {"black": ("#000000", "#cccccc"), "grey": ("#121212", "#bbbbbb")}
DARK = "--blink-settings=preferredColorScheme=0"
FILES = {
    "years.csv": "Year,Beds in all the wards,Doctors,Nurses\n2013,10,4,6\n2020,21.5,9,7\n",
    "months.csv": "Month,Rain,Sun\n"
    + "".join(f"Month {month},{month * 10.25},{300 - month}\n" for month in range(1, 13)),
}
CHARTS = (("years.csv", "line"), ("months.csv", "bar"))
_MEASURE = """<script>onload = () => document.body.append(JSON.stringify(
[...document.querySelectorAll("svg text, svg line, svg [fill^='#'], svg [stroke^='#']")].map(e => {
  const {x, y, width, height} = e.getBoundingClientRect()
  const size = parseFloat(getComputedStyle(e).fontSize) * e.closest("svg").getScreenCTM().a
  const kind = e.hasAttribute("stroke-opacity") ? "grid" : e.tagName
  return {kind, ground: e.closest("div").id, size, box: [x, y, x + width, y + height]}
})))</script>"""


class Part(NamedTuple):
    """A part of a chart as it is on the screen, and its strongest contrast with the ground."""

    kind: str
    ground: str
    size: float
    contrast: float


def _charts(read_files: ReadFiles) -> tuple[Book, str]:
    blocks = (
        f'::: chart {{src="{name}" kind="{kind}" unit="in thousands" alt="They rise."}} Rise\n:::\n'
        for name, kind in CHARTS
    )
    book = read_files({"a.md": "# A\n\n" + "\n".join(blocks), **FILES})
    theme = load_theme("classic")
    draw_charts(book.sections[0].body, theme, look_of(theme, on_screens=True))
    return book, "".join(etree.tostring(each).decode() for each in book.sections[0].body)


def _page(charts: str, style: str, grounds: Mapping[str, tuple[str, str]]) -> str:
    parts = (
        f'<div id="{name}" style="background:{ground};color:{ink};width:{PHONE}px;float:left">'
        f"{charts}</div>"
        for name, (ground, ink) in grounds.items()
    )
    reset = "body { margin: 0 !important } figure { margin: 0 !important }"
    style = f"<!doctype html><meta charset=utf-8><style>{style}{reset}</style>"
    return "".join((style, *parts, _MEASURE))


def _chromium(*arguments: str) -> str:
    window = f"--window-size={2 * PHONE},1000"
    command = ("chromium", "--headless", "--no-sandbox", "--hide-scrollbars", window, *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def _parts(page: Path, grounds: Mapping[str, tuple[str, str]], *options: str) -> Iterator[Part]:
    shot, scale = page.with_suffix(".png"), f"--force-device-scale-factor={SCALE}"
    _chromium(*options, scale, f"--screenshot={shot}", page.as_uri())
    text = _chromium(*options, "--dump-dom", page.as_uri())
    image = Image.open(shot).convert("RGB")
    for part in json.loads(text[text.rindex('[{"kind') : text.rindex("}]") + 2]):
        left, top, right, bottom = (side * SCALE for side in part.pop("box"))
        pixels = image.crop((int(left) - 1, int(top) - 1, int(right) + 1, int(bottom) + 1))
        yield Part(**part, contrast=_contrast(pixels, grounds[part["ground"]][0], part["kind"]))


def _contrast(pixels: Image.Image, ground: str, kind: str) -> float:
    """The contrast of the strongest colour, of a grid that of its own, since others cross it."""
    base = (*map(float, bytes.fromhex(ground[1:])), 1.0)
    colours = pixels.getcolors(pixels.width * pixels.height) or []
    found = [(count, contrast((*colour, 1.0), base)) for count, colour in colours]  # type: ignore[arg-type, misc]
    seen = [(count, each) for count, each in found if each > 1.05] or found
    return max(seen)[1] if kind == "grid" else max(each for _, each in seen)


@pytest.mark.browser
def test_charts_can_be_read_on_every_ground(read_files: ReadFiles, tmp_path: Path) -> None:
    """Words have 4.5:1 and 10 pixels, series 3:1, and the grid is fainter than the ink."""
    book, charts = _charts(read_files)
    renderer = Renderer(book, Edition("epub", "epub"), load_theme("classic"))
    style, page = renderer.render_style("epub.css", faces=[]), tmp_path / "page.html"
    parts = list[Part]()
    for grounds, options in ((BY_DAY, ()), (BY_NIGHT, (DARK,))):
        page.write_text(_page(charts, style, grounds), "utf-8")
        parts += _parts(page, grounds, *options)
    assert {part.kind for part in parts} == {"text", "line", "grid", "path"}
    assert not [part for part in parts if part.kind == "text" and part.size < 10]
    least = {"text": 4.5, "line": 4.5, "path": 3, "grid": 1.1}
    assert not [part for part in parts if part.contrast < least[part.kind]]
    assert median(part.contrast for part in parts if part.kind == "grid") < 2  # one is the axis


@pytest.mark.parametrize(("format_name", "has_ink"), [("epub", True), ("pdf", False)])
def test_only_an_edition_without_pages_leaves_the_ink_to_the_reader(
    read_files: ReadFiles, format_name: str, has_ink: bool
) -> None:
    block = '::: chart {src="years.csv" kind="bar" alt="They rise."} Rise\n:::\n'
    book = read_files({"a.md": f"# A\n\n{block}", **FILES})
    renderer = Renderer(book, Edition("an", format_name), load_theme("classic"))
    text = renderer._environment.filters["inner"](book.sections[0].body)
    assert ("currentColor" in text) == has_ink
