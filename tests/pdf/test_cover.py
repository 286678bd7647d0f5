"""The cover that the theme draws."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from publish.model.book import Edition, Resource
from publish.outputs.cover import bars, draw_cover, field_colour, title_size
from tests.pdf.conftest import Pages


@pytest.fixture(scope="module")
def cover(rich: Pages) -> Resource:
    return draw_cover(rich.book, Edition("epub", "epub"))


def test_a_cover_is_large_enough_and_always_the_same(rich: Pages, cover: Resource) -> None:
    image = Image.open(io.BytesIO(cover.content))
    assert image.size == (1600, 2560)
    assert cover.media_type == "image/png"
    assert draw_cover(rich.book, Edition("epub", "epub")).content == cover.content


def test_the_title_is_legible_in_a_thumbnail(cover: Resource) -> None:
    small = Image.open(io.BytesIO(cover.content)).convert("L").resize((160, 256))
    title = small.crop((16, 20, 144, 110))
    dark, light = title.getextrema()
    assert light - dark > 150


def test_each_chapter_is_a_bar_and_a_missing_one_a_frame(rich: Pages) -> None:
    found = list(bars(rich.book))
    assert len(found) == 6
    assert [bar.kind for bar in found].count("missing") == 2
    assert len({bar.x for bar in found}) == len(found)


def test_a_long_title_is_set_smaller_and_a_long_word_fits() -> None:
    assert title_size("Tides") > title_size("Tides and Shores of a Very Long and Winding Estuary")
    assert title_size("Donaudampfschifffahrtsgesellschaft") * 0.52 * 34 <= 1600


def test_the_field_is_the_books_own(rich: Pages) -> None:
    assert field_colour("urn:uuid:a") == field_colour("urn:uuid:a")
    assert len({field_colour(f"urn:uuid:{number}") for number in range(40)}) > 3
