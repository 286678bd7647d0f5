"""Charts: drawn from data in the fonts of the theme, with an alternative text, reproducibly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish.model.book import Book
from publish.render.chart_labels import spread
from publish.render.chart_look import look_of
from publish.render.charts import draw_charts
from publish.render.theme import Theme, load_theme
from publish.render.theme_folders import themes

ReadFiles = Callable[[Mapping[str, str]], Book]
SVG = "{http://www.w3.org/2000/svg}"
_BAR = re.compile(r"M([\d.]+),[\d.]+h([\d.]+)v[\d.]+h-")
DATA = "Year,Beds,Doctors\n2013,10,4\n2020,21.5,9\n"
LONG_DATA = DATA.replace("Doctors", "Practitioner")


BLOCK = '::: chart {src="beds.csv" kind="KIND" alt="Both rise."} Beds & doctors\n:::\n'


def _figure(read_files: ReadFiles, kind: str) -> etree._Element:
    block = BLOCK.replace("KIND", kind)
    book = read_files({"a.md": f"# A\n\n{block}", "beds.csv": DATA})
    body = book.sections[0].body
    draw_charts(body, load_theme("classic"))
    return body[0]


@pytest.mark.parametrize("kind", ["bar", "line"])
@pytest.mark.parametrize("width", [540, 612])
def test_words_in_large_print_are_as_large_as_the_text(
    read_files: ReadFiles, width: int, kind: str
) -> None:
    large = load_theme("report+large-print")
    words = _size_of_words(read_files, kind, large, width)
    assert words * (width - large.page["least-margins"]) >= 18


@pytest.mark.parametrize("kind", ["bar", "line"])
@pytest.mark.parametrize("name", themes())
def test_words_are_no_more_than_two_steps_below_captions(
    read_files: ReadFiles, name: str, kind: str
) -> None:
    page = (theme := load_theme(name)).page
    words = _size_of_words(read_files, kind, theme, 600) * page["measure"]
    assert page["labels"] * 0.78 < words <= page["labels"]


def _size_of_words(read_files: ReadFiles, kind: str, theme: Theme, width: int) -> float:
    """How large the words of a chart are on a page of that width, as a part of the line."""
    files = {"a.md": f"# A\n\n{BLOCK.replace('KIND', kind)}", "beds.csv": LONG_DATA}
    look = look_of(theme, on_screens=False, page_width=width)
    draw_charts(body := read_files(files).sections[0].body, theme, look)
    drawing = body[0][0]
    sizes = {float(each.get("font-size", "0px")[:-2]) for each in drawing.iter(f"{SVG}text")}
    return min(sizes) / float(drawing.get("viewBox", "").split()[2])


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_chart_is_drawn_with_its_texts(read_files: ReadFiles, kind: str) -> None:
    figure = _figure(read_files, kind)
    drawing, caption = figure
    assert drawing.tag == f"{SVG}svg"
    assert drawing.get("aria-label") == "Both rise."
    words = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    assert {"2013", "2020", "Beds", "Doctors"} <= set(words)
    assert "".join(caption.itertext()) == "Figure 1. Beds & doctors"


def test_bars_show_their_values_as_in_the_data(read_files: ReadFiles) -> None:
    drawing = _figure(read_files, "bar")[0]
    words = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    assert {"10", "4", "21.5", "9"} <= set(words)


def test_drawing_is_simple_and_in_the_fonts_of_the_theme(read_files: ReadFiles) -> None:
    drawing = _figure(read_files, "line")[0]
    faces = {text.get("font-family") for text in drawing.iter(f"{SVG}text")}
    assert faces == {"'Source Sans 3', sans-serif"}
    names = {name for node in drawing.iter() for name in node.attrib}
    assert not {name for name in names if name.startswith(("aria-", "on"))} - {"aria-label"}
    first = etree.tostring(drawing)
    assert etree.tostring(_figure(read_files, "line")[0]) == first


@given(st.lists(st.floats(-1000, 1000), max_size=8), st.floats(0.1, 100))
def test_names_next_to_lines_are_spread_in_the_order_of_the_lines(
    ends: list[float], gap: float
) -> None:
    heights = spread(ends, gap)
    by_line = [height for _, height in sorted(zip(ends, heights, strict=True))]
    assert all(b - a > gap * 0.999 for a, b in pairwise(by_line))
    assert sum(heights) == pytest.approx(sum(ends), abs=1e-6)


def test_names_with_enough_space_are_not_moved() -> None:
    assert spread([5.0, 1.0], 2) == [5.0, 1.0]


def test_names_of_series_that_end_at_one_height_are_one_above_the_other(
    read_files: ReadFiles,
) -> None:
    block = '::: chart {src="t.csv" kind="line" alt="They meet."} Tides\n:::\n'
    data = "Hour,Springs,Neaps\n0,9,1\n1,4,4\n"
    body = read_files({"a.md": f"# A\n\n{block}", "t.csv": data}).sections[0].body
    draw_charts(body, load_theme("classic"))
    heights = {
        text.text: float(text.get("transform", "").partition(",")[2].rstrip(")"))
        for text in body.iter(f"{SVG}text")
        if text.text in ("Springs", "Neaps")
    }
    assert abs(heights["Springs"] - heights["Neaps"]) > 11


def test_bars_are_centred_below_their_values(read_files: ReadFiles) -> None:
    drawing = _figure(read_files, "bar")[0]
    filled = (path for path in drawing.iter(f"{SVG}path") if path.get("fill", "none") != "none")
    shapes = (_BAR.match(path.get("d", "")) for path in filled)
    middles = [float(bar[1]) + float(bar[2]) / 2 for bar in shapes if bar]
    values = [
        float(text.get("transform", "").partition("(")[2].partition(",")[0])
        for text in drawing.iter(f"{SVG}text")
        if text.text in ("10", "4", "21.5", "9") and text.get("text-anchor") == "middle"
    ]
    assert len(middles) == 4
    assert sorted(middles) == pytest.approx(sorted(values))
