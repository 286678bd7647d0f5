"""Charts: drawn from data in the theme's faces, with an alternative, the same every time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from publish.model.book import Book
from publish.render.charts import draw_charts
from publish.render.theme import load_theme

ReadFiles = Callable[[Mapping[str, str]], Book]
SVG = "{http://www.w3.org/2000/svg}"
DATA = "Year,Beds,Doctors\n2013,10,4\n2020,21.5,9\n"


def _figure(read_files: ReadFiles, kind: str) -> etree._Element:
    block = f'::: chart {{src="beds.csv" kind="{kind}" alt="Both rise."}} Beds & doctors\n:::\n'
    book = read_files({"a.md": f"# A\n\n{block}", "beds.csv": DATA})
    body = book.sections[0].body
    draw_charts(body, load_theme("classic"))
    return body[0]


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_chart_is_drawn_with_its_words(read_files: ReadFiles, kind: str) -> None:
    figure = _figure(read_files, kind)
    drawing, caption = figure
    assert drawing.tag == f"{SVG}svg"
    assert drawing.get("aria-label") == "Both rise."
    words = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    assert {"2013", "2020", "Beds", "Doctors"} <= set(words)
    assert "".join(caption.itertext()) == "Figure 1. Beds & doctors"


def test_bars_carry_their_values_as_the_data_writes_them(read_files: ReadFiles) -> None:
    drawing = _figure(read_files, "bar")[0]
    words = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    assert {"10", "4", "21.5", "9"} <= set(words)


def test_drawing_is_plain_and_in_the_faces_of_the_theme(read_files: ReadFiles) -> None:
    drawing = _figure(read_files, "line")[0]
    faces = {text.get("font-family") for text in drawing.iter(f"{SVG}text")}
    assert faces == {"Source Sans 3"}
    names = {name for node in drawing.iter() for name in node.attrib}
    assert not {name for name in names if name.startswith(("aria-", "on"))} - {"aria-label"}
    first = etree.tostring(drawing)
    assert etree.tostring(_figure(read_files, "line")[0]) == first
