"""Words in drawings are in the fonts of the book, also where an image has none of its own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from publish.cache import NO_CACHE
from publish.model.book import Resource
from publish.outputs.pages.drawing_fonts import with_own_fonts
from publish.render.drawing_fonts import with_fonts_of
from publish.render.theme import Theme, load_theme
from publish.sources.drawings.drawable import drawable
from tests.drawings.compared import by_browser, difference

SVG_TYPE = "image/svg+xml"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">'
WORDS = '<text x="5" y="60" font-size="30"{}>Hagel</text></svg>'
# What a drawing names, and what the book has for it.
FAMILIES = {
    "": "Source Sans 3",
    ' font-family="Helvetica, Arial, sans-serif"': "Source Sans 3",
    ' font-family="Unheard Of"': "Source Sans 3",
    ' font-family="Georgia, serif"': "EB Garamond",
    ' font-family="Consolas, monospace"': "Source Code Pro",
    " font-family=\"'EB Garamond', sans-serif\"": "EB Garamond",
    ' style="font: bold 30px Courier, monospace"': "Source Code Pro",
}


def _families(content: bytes) -> list[str]:
    """The first family that each text has."""
    root = etree.fromstring(content)
    around = root.get("font-family", "")
    texts = root.iter("{http://www.w3.org/2000/svg}text")
    return [text.get("font-family", around).split(",")[0].strip("'") for text in texts]


@cache
def _theme() -> Theme:
    return load_theme("classic")


@pytest.mark.parametrize("attributes", FAMILIES)
def test_a_family_is_one_of_the_theme(attributes: str) -> None:
    made = drawable(f"{HEAD}{WORDS.format(attributes)}".encode(), _theme()).content
    named = with_fonts_of(_theme(), SVG_TYPE, made)
    assert _families(named) == [FAMILIES[attributes]]


def test_a_drawing_without_words_stays_as_it_is() -> None:
    drawing = f'{HEAD}<path d="M0 0h9v9z"/><desc>text</desc></svg>'.encode()
    assert with_fonts_of(_theme(), SVG_TYPE, drawing) == drawing


def _embedded(attributes: str) -> str:
    made = drawable(f"{HEAD}{WORDS.format(attributes)}".encode(), _theme()).content
    picture = with_own_fonts(Resource("a.svg", SVG_TYPE, made), _theme(), "", NO_CACHE)
    return picture.content.decode()


def test_a_drawing_of_an_epub_has_only_its_own_letters() -> None:
    drawing = _embedded(' font-family="Arial" font-weight="bold"')
    assert re.findall(r"font-family: '([^']*)'; font-weight: (\d+)", drawing) == [
        ("Source Sans 3", "700")
    ]
    assert len(drawing) < 20_000
    assert _embedded(' font-family="Arial" font-weight="bold"') == drawing


@pytest.mark.browser
def test_a_browser_shows_the_letters_of_the_book(tmp_path: Path) -> None:
    """They are others than those of the machine, and others in each family."""
    attributes = (
        ' font-family="Arial"',
        ' font-family="Georgia, serif"',
        ' font-family="monospace"',
    )
    embedded = {each: _embedded(each) for each in attributes}
    bare = {
        f"bare{each}": re.sub(r"(?s)<style>.*?</style>", "", embedded[each]) for each in attributes
    }
    shown = by_browser({**embedded, **bare}, tmp_path)
    assert all(difference(shown[each], shown[f"bare{each}"]) > 60 for each in attributes)
    first, second, third = (shown[each] for each in attributes)
    assert difference(first, second) > 60 < difference(first, third)
