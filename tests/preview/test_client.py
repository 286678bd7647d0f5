"""The page of a preview in a browser: it keeps its place, and what is clicked opens its line.

`EDITS=100 pytest tests/preview/test_client.py` tries more edits.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pytest

from publish.preview.source_map.printed import printed_page
from tests.browser import drive
from tests.preview.mapped_book import WORD, files
from tests.preview.running import preview

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SOURCES = files()
IN_VIEW = Path(__file__).with_name("in_view.js")
EDITS = int(os.environ.get("EDITS", "2"))
AT_REST = "seen.isAtRest()"
TO_SECOND = "{id: 'second', text: '', offset: 0}"
STATUS = "document.getElementById('status').textContent"
COLOUR = "getComputedStyle(preview.panes.ebook.frame.contentDocument.body).color"


class Shown(NamedTuple):
    """A book that a preview shows: its folder and its address."""

    folder: Path
    address: str


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("shown") / "book"
    folder.mkdir()
    for name, text in SOURCES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with preview(folder, folder.with_name("cache")) as running:
        yield Shown(folder, running.address)


def printed_in_view(view: dict[str, Any]) -> list[str]:
    """The words on the parts of pages that are in view."""
    found = []
    with pdfium.PdfDocument(base64.b64decode(view["pdf"])) as document:
        for part in view["pages"]:
            page = printed_page(document, part["page"] - 1)
            for box in page.boxes:
                word = page.words[box.word]
                if part["top"] <= box.middle[1] <= part["bottom"] and WORD.fullmatch(word):
                    found.append(word)
    return found


def kept(before: list[str], after: list[str]) -> float:
    """The share of some words that are still in view."""
    return len(set(before) & set(after)) / len(before)


def edited(turn: int) -> tuple[str, str]:
    """A file and its text after another edit: before the place, around it, or in another file."""
    if turn % 4 == 3:
        return "one.md", SOURCES["one.md"].replace("A line", "A new line " * turn)
    paragraphs = SOURCES["two.md"].split("\n\n")
    at = (1, 10, 30)[turn % 4]
    text = " ".join(f"{chr(97 + turn % 26) * 4}{number}" for number in range(10 + turn % 5 * 30))
    return "two.md", "\n\n".join([*paragraphs[:at], text, *paragraphs[at:]])


def opened(address: str) -> list[tuple[Any, ...]]:
    """The steps to all views of the newest version."""
    return [
        ("size", 1600, 900),
        ("visit", address),
        ("ask", IN_VIEW.read_text(encoding="utf-8") + "0"),
        ("wait", AT_REST),
    ]


def opened_inside(address: str) -> list[tuple[Any, ...]]:
    """The steps to the second chapter in all views."""
    return [
        *opened(address),
        ("ask", "preview.panes.print.goTo({page: 11})"),
        ("ask", f"preview.panes.web.goTo({TO_SECOND}, ['text/two.html'])"),
        ("ask", f"preview.panes.ebook.goTo({TO_SECOND}, ['text/two.xhtml'])"),
        ("ask", "preview.panes.web.frame.contentWindow.scrollTo({top: 700, behavior: 'instant'})"),
        ("ask", "preview.panes.ebook.turnPage(1)"),
        ("wait", AT_REST),
    ]


def test_every_view_keeps_its_place(shown: Shown) -> None:
    steps = [*opened_inside(shown.address), ("ask", "seen.all()")]
    for turn in range(EDITS):
        name, text = edited(turn)
        steps += [
            ("ask", "seen.remember()"),
            ("write", str(shown.folder / name), text),
            ("wait", "seen.isRebuilt()"),
            ("ask", "seen.all()"),
        ]
    answers = drive(*steps, seconds=900 + 10 * EDITS)
    assert [each for each in answers if isinstance(each, str)] == []
    views = [answer for answer in answers if isinstance(answer, dict) and "pages" in answer]
    assert len(views) == EDITS + 1
    for turn, (before, after) in enumerate(pairwise(views)):
        assert kept(before["web"], after["web"]) > 0.3, turn
        assert kept(before["ebook"], after["ebook"]) > 0, turn
        assert kept(printed_in_view(before), printed_in_view(after)) > 0.3, turn


def test_a_click_tells_the_line(shown: Shown) -> None:
    clicks = [
        (
            ("ask", f"seen.middle('{view}')[0]"),
            ("point", f"seen.middle('{view}').slice(1)"),
            ("wait", rf"/:\d+/.test({STATUS})"),
            ("ask", STATUS),
            ("ask", "preview.say('')"),
        )
        for view in ("web", "ebook")
    ]
    answers = drive(*opened_inside(shown.address), *chain.from_iterable(clicks))
    for word, told in zip(answers[-6::3], answers[-5::3], strict=True):
        place = re.match(r"([\w.]+):(\d+)", told)
        assert place, told
        lines = (shown.folder / place[1]).read_text(encoding="utf-8").splitlines()
        assert word in lines[int(place[2]) - 1]


@pytest.mark.parametrize(
    ("key", "pages"),
    [("title", ("index", "titlepage")), ("rights", ("copyright", "copyright"))],
)
def test_a_line_of_the_manifest_opens_the_page_that_shows_it(
    shown: Shown, key: str, pages: tuple[str, str]
) -> None:
    lines = enumerate(SOURCES["book.toml"].splitlines(), 1)
    line = next(at for at, text in lines if text.startswith(f"{key} ="))
    paths = "[preview.panes.web.path, preview.panes.ebook.path].join()"
    wanted = f"{pages[0]}.html,EPUB/{pages[1]}.xhtml"
    drive(
        *opened_inside(shown.address),
        ("ask", f"fetch(new URL('at?file=book.toml&line={line}', preview.root)).then(() => 0)"),
        ("wait", f"{paths} === '{wanted}'"),
    )


def test_a_place_that_is_asked_for_while_a_version_is_loaded_is_shown_in_it(shown: Shown) -> None:
    """What is asked for when the new version has the place of before, and is not yet shown."""
    asked = """(async () => {
      const { ebook } = preview.panes, moment = () => new Promise(requestAnimationFrame)
      const loaded = ebook.show(ebook.version)
      while (!ebook.content.querySelector('.coming')) await moment()
      await Promise.all([loaded, ebook.goTo(%s, ['text/two.xhtml'])])
      return ebook.path
    })()"""
    *_, path = drive(*opened(shown.address), ("ask", asked % TO_SECOND))
    assert path.endswith("two.xhtml")


def test_the_first_page_of_a_spread_is_at_the_right_in_a_book_from_right_to_left(
    shown: Shown,
) -> None:
    mirrored = "preview.panes.print.direction = 'rtl'; preview.panes.print.arrange()"
    lefts = "preview.panes.print.pages.slice(1, 3).map(each => each.element.offsetLeft)"
    steps = [*opened(shown.address), ("ask", lefts), ("ask", mirrored), ("ask", lefts)]
    *_, before, _, after = drive(*steps)
    assert before[0] < before[1]
    assert after[0] > after[1]


def test_the_ebook_is_dark_in_the_dark(shown: Shown) -> None:
    looks = {"light": "rgb(0, 0, 0)", "dark": "rgb(255, 255, 255)"}
    for look, colour in looks.items():
        steps = [("ask", f"preview.setLook('{look}')"), ("wait", f"{COLOUR} === '{colour}'")]
        drive(*opened(shown.address), *steps)


IN_A_ROW = """(() => {
  const all = document.querySelectorAll('.bar > :not(#status)')
  const boxes = Array.from(all, each => each.getBoundingClientRect()).filter(each => each.width)
  const rows = new Set(boxes.map(({ top, height }) => Math.round(top + height / 2)))
  const { top } = document.getElementById('panes').getBoundingClientRect()
  return [rows.size, boxes.every(each => each.right <= innerWidth), top]
})()"""


def test_the_bar_of_a_phone_is_one_row_that_nothing_moves(shown: Shown) -> None:
    problems = "{code: 'REF-001', severity: 'error', message: 'no target', file: 'one.md', line: 1}"
    *answers, said, problem = drive(
        *opened(shown.address),
        ("size", 320, 640),
        ("ask", IN_A_ROW),
        ("ask", "preview.say('a-chapter-with-a-long-name.md:1234 (copied)')"),
        ("ask", f"preview.problems.show(Array(12).fill({problems}))"),
        ("ask", IN_A_ROW),
        ("ask", "document.getElementById('problems-button').ariaLabel"),
    )
    rows, is_inside, top = said
    assert (rows, is_inside) == (1, True)
    assert [rows, is_inside, top] in answers
    assert problem == "12 errors"


FOUND = """import('./client/words.js').then(({ DocumentText }) => {
  const found = (markup, text) => {
    const inside = new DOMParser().parseFromString(markup, 'text/html')
    const range = new DocumentText(inside.body).find({ id: 'a', text, offset: 0 })
    return range && range.startContainer.parentElement.localName
  }
  return [
    found('<h1 id="a">The harvest</h1><p>The paper credits</p>', 'the paper credits'),
    found('<p id="a"><img></p>', 'the paper credits'),
  ]
})"""


def test_a_line_is_found_at_its_words_and_nowhere_without_words(shown: Shown) -> None:
    *_, found = drive(*opened(shown.address), ("ask", FOUND))
    assert found == ["p", None]


def test_versions_that_come_at_once_are_no_error_of_the_page(shown: Shown) -> None:
    newest, shown_at = "preview.state.views.ebook.version", "preview.panes.ebook.show"
    each = f"[3, 2, 1, 0].map(more => {shown_at}({newest} + more))"
    steps = ("ask", f"Promise.all({each}).then(() => 0)")
    answers = drive(*opened(shown.address), *[steps] * 3, ("wait", AT_REST))
    assert [each for each in answers if isinstance(each, str)] == []
