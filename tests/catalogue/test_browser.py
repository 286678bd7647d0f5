"""The pages in a real browser, from a folder without a server: search, keyboard, files, axe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from publish.releases.changes import compare
from publish.releases.pages import changes_page
from publish.releases.text import BookText, TextItem, TextSection
from tests.browser import DESK, NARROW, PHONE, drive
from tests.releases.editing import Author

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def address(shelf: Path, name: str) -> str:
    return (shelf / "catalogue").as_uri() + f"/{name}"


def test_no_page_breaks_a_rule_of_axe(shelf: Path) -> None:
    steps: list[tuple[Any, ...]] = []
    for scheme, size in (("light", DESK), ("dark", PHONE)):
        steps += [("scheme", scheme), ("size", *size)]
        for name in (
            "index.html", "books/tides.html", "books/hostile.html", "books/arabic.html",
            "subjects.html", "subjects/volumes_2.html", "search.html?q=tide",
        ):  # fmt: skip
            steps += [("open", address(shelf, name)), ("axe",)]
    assert drive(*steps) == [[]] * 14


def texts() -> tuple[BookText, BookText]:
    """Two texts between which all kinds of things have changed."""
    edited = Author(3).edited(12)
    return tuple(  # type: ignore[return-value]
        replace(text, sections=[with_items(each, word) for each in text.sections])
        for text, word in ((edited.before, "old"), (edited.after, "new"))
    )


def with_items(section: TextSection, word: str) -> TextSection:
    """A section with a figure and a page, both of which are others in another text."""
    figure = TextItem("figure", f"{section.id}-figure", "1", f"A {word} figure", word)
    return replace(section, items=(figure,), pages={"pdf": str(len(word) + len(section.id))})


def test_the_page_of_changes_breaks_none_either(tmp_path: Path) -> None:
    page = tmp_path / "changes.html"
    page.write_text(changes_page(compare(*texts())), encoding="utf-8")
    steps: list[tuple[Any, ...]] = [("open", page.as_uri())]
    steps += [("ask", "document.querySelectorAll('section').length")]
    for scheme, size in (("light", DESK), ("dark", PHONE)):
        steps += [("scheme", scheme), ("size", *size), ("axe",)]
    sections, *found = drive(*steps)
    assert sections >= 5
    assert found == [[], []]


RESULTS = "[...document.querySelectorAll('#results a')].map(each => each.textContent)"
FOUND = "document.getElementById('found').textContent"


def search(shelf: Path, *texts_: str) -> list[Any]:
    """What is found for each text, after it is typed."""
    steps: list[tuple[Any, ...]] = []
    for text in texts_:
        steps += [("open", address(shelf, "search.html")), ("wait", f"{FOUND} !== ''")]
        steps += [("type", text), ("wait", f"!{FOUND}.startsWith('Type')"), ("ask", RESULTS)]
    return drive(*steps)


def test_the_search_finds_words_as_they_are_typed(shelf: Path) -> None:
    tides = "The Tides of Lisse: A Study in Salt"
    assert search(
        shelf, "lisse", "vries salt", "grosse mass", "小康", "社", "البحر", "9783161484100", "c#",
        "shores", "lisse volume", "volum",
    ) == [
        [tides], [tides], ["Größe und Maß"], ["小康社会"], ["小康社会"], ["المدّ والجزر: دليل"],
        ["For Sale"], ['Q&A </script> <b>"bold"</b> \'n {{ all }}'], [tides], [],
        [f"Volume-{number}" for number in range(52, 27, -1)],
    ]  # fmt: skip


def test_the_search_is_used_by_keyboard(shelf: Path) -> None:
    focused = "document.activeElement.className || document.activeElement.id"
    here = "location.pathname.split('/').pop() + location.search"
    answers = drive(
        ("open", address(shelf, "books/tides.html")),
        ("press", "Tab"), ("ask", focused), ("press", "Enter"), ("ask", focused),
        ("open", address(shelf, "index.html")),
        *[("press", "Tab")] * 7, ("ask", focused),
        ("type", "volume"), ("leave", "Enter"), ("wait", f"{FOUND} === '53 books'"),
        ("ask", here), ("ask", f"{RESULTS}.length"),
        *[("press", "Tab")] * 27, ("ask", focused), ("press", "Enter"),
        ("wait", f"{RESULTS}.length === 50"), ("ask", "document.activeElement.textContent"),
        ("leave", "Enter"), ("ask", "document.querySelector('h1').textContent"),
    )  # fmt: skip
    assert answers[:4] == ["skip", "content", "search", "search.html?q=volume"]
    assert answers[4:] == [25, "more", "Volume-27", "Volume-27"]


def test_without_script_all_but_the_search_works(shelf: Path) -> None:
    asked = "getComputedStyle(document.querySelector('form')).display"
    assert drive(
        ("script", False), ("open", address(shelf, "index.html")), ("ask", asked),
        ("ask", "document.querySelectorAll('.card a').length"),
        ("open", address(shelf, "search.html")),
        ("ask", "document.querySelector('noscript').textContent.startsWith('The search needs')"),
    ) == ["none", 25, True]  # fmt: skip


def test_a_file_is_downloaded(shelf: Path, tmp_path: Path) -> None:
    steps = (
        ("downloads", str(tmp_path)), ("open", address(shelf, "books/tides.html")),
        ("click", "a.download"), ("file", str(tmp_path / "tides-1.10-epub.epub")),
    )  # fmt: skip
    assert drive(*steps) == [True]
    assert (tmp_path / "tides-1.10-epub.epub").read_bytes() == b"tides-1.10 epub"


def test_a_page_is_small_and_fits_a_narrow_screen(shelf: Path) -> None:
    for name in ("index.html", "books/tides.html", "search.html"):
        folder = shelf / "catalogue"
        parts = [folder / each for each in (name, "catalogue.css", "catalogue.js")]
        parts += [*(folder / "search").iterdir()] if name == "search.html" else []
        assert sum(part.stat().st_size for part in parts) < 100_000
    wide = "document.documentElement.scrollWidth"
    names = ("index.html", "books/tides.html", "books/hostile.html", "search.html?q=tide")
    opened = [(("open", address(shelf, name)), ("ask", wide)) for name in names]
    steps = [step for pair in opened for step in pair]
    assert drive(("size", *NARROW), *steps) == [NARROW[0]] * 4
