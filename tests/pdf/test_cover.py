"""The cover that the theme draws."""

from __future__ import annotations

import io
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageOps

from publish.cache import Cache
from publish.errors import LayoutError
from publish.model.book import Edition, Resource
from publish.outputs.cover import painting
from publish.outputs.cover.cover import begin_drawing, cover_of, draw_cover
from publish.outputs.cover.design import background_colour, title_size
from publish.outputs.cover.pattern import bars
from publish.outputs.pdf.whole.page_engine import PageEngine
from tests.pdf.conftest import Pages


@pytest.fixture(scope="module")
def cover(rich: Pages) -> Resource:
    return draw_cover(rich.book, Edition("epub", "epub"), Cache.default())


def test_a_cover_is_large_enough_and_always_the_same(rich: Pages, cover: Resource) -> None:
    image = Image.open(io.BytesIO(cover.content))
    assert image.size == (1600, 2560)
    assert cover.media_type == "image/png"
    assert draw_cover(rich.book, Edition("epub", "epub"), Cache.default()).content == cover.content


def test_an_engine_that_waits_begins_at_once_and_draws_the_same(
    rich: Pages, cover: Resource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[PageEngine] = []
    begin = PageEngine.begin

    def begin_and_tell(engine: PageEngine, *arguments: Any) -> None:
        begun.append(engine)
        begin(engine, *arguments)

    monkeypatch.setattr(PageEngine, "begin", begin_and_tell)
    cache = Cache(tmp_path)
    with (
        PageEngine(cache) as engine,
        cover_of(rich.book, Edition("epub", "epub"), cache, engine) as drawn,
    ):
        assert begun == [engine]
        assert drawn.content == cover.content


def test_the_colours_of_text_on_a_field_stay_and_others_are_reduced() -> None:
    text = Image.linear_gradient("L").resize((64, 64))
    field = ImageOps.colorize(text, "#16324f", "#ffffff")
    shown = painting.with_palette(field)
    assert shown.mode == "P"
    assert max(ImageChops.difference(shown.convert("RGB"), field).tobytes()) <= 2
    shades = Image.merge("RGB", (text, text.rotate(90), text.rotate(180)))
    reduced = painting.with_palette(shades)
    assert reduced.mode == "P"
    assert len(set(reduced.tobytes())) > 64


def test_the_title_is_legible_in_a_thumbnail(cover: Resource) -> None:
    small = Image.open(io.BytesIO(cover.content)).convert("L").resize((160, 256))
    title = small.crop((16, 20, 144, 110)).tobytes()
    assert max(title) - min(title) > 150


def test_each_chapter_is_a_bar_and_a_missing_one_a_dot(rich: Pages) -> None:
    drawn = list(bars(rich.book))
    assert len(drawn) == 6
    assert [bar.kind for bar in drawn].count("missing") == 2
    assert len({bar.x for bar in drawn}) == len(drawn)


def test_a_long_title_is_set_smaller_and_a_long_word_fits() -> None:
    assert title_size("Tides") > title_size("Tides and Shores of a Very Long and Winding Estuary")
    assert title_size("Donaudampfschifffahrtsgesellschaft") * 0.52 * 34 <= 1600


def test_the_background_depends_on_the_book(rich: Pages) -> None:
    assert background_colour("urn:uuid:a") == background_colour("urn:uuid:a")
    assert len({background_colour(f"urn:uuid:{number}") for number in range(40)}) > 3


def test_another_word_does_not_change_the_cover_but_another_chapter_does(rich: Pages) -> None:
    book = rich.book
    before = list(bars(book))
    longest = max(book.walk(), key=lambda section: len("".join(section.body.itertext())))
    last = longest.body[-1]
    tail, last.tail = last.tail, " And a word more. "
    try:
        assert list(bars(book)) == before
        last.tail = "word " * 2000
        assert list(bars(book)) != before
    finally:
        last.tail = tail
    assert list(bars(replace(book, sections=book.sections[:-1]))) != before


def test_a_cover_is_drawn_once_and_in_parallel_with_other_work(
    rich: Pages, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cover: Resource
) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    started, proceed = Event(), Event()

    def slow() -> bytes:
        started.set()
        assert proceed.wait(20)
        return cover.content

    monkeypatch.setattr(painting, "begin_painting", lambda *_: slow)
    edition = Edition("epub", "epub")
    with cover_of(rich.book, edition, Cache.default()) as drawn:
        assert not started.is_set()
        begin_drawing(drawn)
        assert started.wait(20)
        assert (drawn.href, drawn.media_type) == (cover.href, cover.media_type)
        proceed.set()
        assert drawn.content == cover.content
    proceed.clear()
    with cover_of(rich.book, edition, Cache.default()) as cached:
        assert cached.content == cover.content
    other = replace(rich.book, metadata=replace(rich.book.metadata, title="Another"))
    started.clear()
    proceed.set()
    with cover_of(other, edition, Cache.default()) as again:
        assert again.content == cover.content
    assert started.is_set()


def test_a_cover_that_cannot_be_drawn_ends_the_work_that_needs_it(
    rich: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> bytes:
        raise LayoutError("no pages")

    monkeypatch.setattr(painting, "begin_painting", lambda *_: fails)
    with (
        pytest.raises(LayoutError, match="no pages"),
        cover_of(rich.book, Edition("epub", "epub"), Cache.default()) as drawn,
    ):
        assert drawn.content


def test_the_authors_cover_is_not_changed(rich: Pages) -> None:
    own = Resource("images/own.png", "image/png", b"x")
    with cover_of(replace(rich.book, cover=own), Edition("epub", "epub"), Cache.default()) as cover:
        assert cover is own
