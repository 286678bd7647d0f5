"""A web edition in a browser: without script, on a phone, by ear, and by the checker of HTML."""

from __future__ import annotations

import shutil
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from publish.external import find_program, run
from tests.browser import DESK, NARROW, drive
from tests.web.site import Site, served

pytestmark = pytest.mark.slow
VNU = Path(__file__).parents[2] / ".venv/vnu/node_modules/vnu-jar/build/dist/vnu.jar"
PAGES = ("index.html", "text/dunes.html", "text/tides.html", "text/motto.html", "search.html")
# Whether the boxes of two notes overlap, or one is outside of the window.
STRAYS = """(() => {
  const boxes = [...document.querySelectorAll("aside.footnote")]
    .map(each => each.getBoundingClientRect()).filter(box => box.width)
  return boxes.filter((a, at) => a.right > innerWidth + 1 || boxes.slice(at + 1).some(b =>
    a.top < b.bottom - 1 && b.top < a.bottom - 1 && a.left < b.right && b.left < a.right)).length
})()"""
# Fonts of a busy machine come later than the second for which a page waits for them.
PATIENT = """{
  const usual = setTimeout
  globalThis.setTimeout = (work, after, ...values) =>
    usual(work, after === 1000 ? 60000 : after, ...values)
}"""
PLACED = """document.fonts.status === "loaded" && !document.documentElement.dataset.waits"""
SHIFTS = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
  const observer = new PerformanceObserver(() => {})
  observer.observe({ type: "layout-shift", buffered: true })
  done(observer.takeRecords().reduce((sum, each) => sum + each.value, 0))
})))"""


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """The address of the edition, in a folder of a server."""
    with served(site.folder.parent) as address:
        yield f"{address}{site.folder.name}/"


@pytest.mark.browser
def test_no_page_breaks_a_rule_of_axe_or_is_too_wide(address: str) -> None:
    steps: list[tuple[Any, ...]] = [("open", address)]
    for look, size in (("light", DESK), ("sepia", NARROW), ("dark", NARROW)):
        steps += [("ask", f"void localStorage.setItem('look', '{look}')"), ("size", *size)]
        for name in PAGES:
            steps += [("open", address + name), ("axe",)]
            steps.append(("ask", "document.documentElement.scrollWidth <= innerWidth"))
    answers = [answer for answer in drive(*steps) if answer is not None]
    assert answers == [[], True] * 15


@pytest.mark.browser
def test_without_script_every_word_note_and_page_number_is_there(address: str) -> None:
    text = "document.querySelector('#note-dunes-1').offsetHeight > 0"
    tools = "document.querySelector('.tools').offsetHeight"
    dunes = address + "text/dunes.html"
    steps = [
        ("script", False), ("size", *NARROW), ("open", dunes), ("ask", text), ("ask", tools),
        ("open", dunes + "#note-dunes-1"), ("ask", text),
        ("ask", "document.querySelector('#p3').offsetWidth > 0"),
        ("ask", "document.querySelectorAll('#_contents a, .turn a').length"),
        ("size", *DESK), ("open", dunes), ("ask", text),
    ]  # fmt: skip
    assert drive(*steps) == [False, 0, True, True, 10, True]


@pytest.mark.browser
def test_notes_never_overlap_and_nothing_moves(address: str) -> None:
    # What a worker keeps comes a little later than from here, and fonts with it.
    steps: list[tuple[Any, ...]] = [("worker", False), ("before", PATIENT)]
    widths = (320, 600, 960, 1099, 1100, 1280, 1600)
    for width in widths:
        steps += [("size", width, 900), ("open", address + "text/dunes.html")]
        steps += [("wait", PLACED), ("ask", STRAYS)]
    steps.append(("ask", SHIFTS))
    *strays, shifts = drive(*steps)
    assert strays == [0] * len(widths)
    assert shifts == 0


@pytest.mark.browser
def test_arrow_keys_turn_pages_while_nothing_has_the_focus(address: str) -> None:
    here, tides = ("ask", "location.pathname.split('/').pop()"), address + "text/tides.html"
    steps = [
        ("open", tides), ("leave", "ArrowLeft"), here, ("leave", "ArrowRight"), here,
        ("press", "Tab"), ("press", "ArrowLeft"), here,
    ]  # fmt: skip
    assert drive(*steps) == ["dunes.html", "tides.html", "tides.html"]


@pytest.mark.browser
def test_a_page_is_printed_in_dark_letters_whatever_its_look(address: str) -> None:
    colour = "getComputedStyle(document.querySelector('pre, main')).color"
    dark = "document.documentElement.dataset.look = 'dark'"
    steps = [
        ("open", address + "text/dunes.html"), ("medium", "print"), ("ask", colour),
        ("ask", f"void ({dark})"), ("ask", colour), ("medium", "screen"), ("ask", colour),
    ]  # fmt: skip
    day, chosen, shown = (each for each in drive(*steps) if each is not None)
    assert chosen == day != shown


@pytest.mark.browser
def test_what_few_readers_ask_for_is_loaded_then(address: str) -> None:
    loaded = "[...document.scripts].map(each => each.src.split('/').pop()).filter(Boolean)"
    picture = "document.querySelector('dialog[open] img').getAttribute('src')"
    place = "document.querySelector('.cited-place').textContent"
    steps = [
        ("size", *NARROW), ("open", address + "text/tides.html"), ("ask", loaded),
        ("click", "button.enlarge"), ("wait", "document.querySelector('dialog[open]')"),
        ("ask", picture), ("click", "dialog button"), ("ask", place),
        ("ask", "window.scrollTo(0, document.querySelector('figure').offsetTop)"),
        ("click", ".cite summary"), ("wait", f"{place}.includes('page')"), ("ask", place),
        ("ask", loaded),
    ]  # fmt: skip
    before, src, written, _, named, after = drive(*steps)
    assert before == ["look.js", "book.js", "offline.js"]
    assert src.endswith("/images/line.svg")
    assert (written, named) == (", Chapter 2. Tides", ", Chapter 2. Tides, page 5")
    assert after == [*before, "enlarge.js", "cite.js"]


@pytest.mark.browser
def test_the_search_finds_a_number_and_a_word_of_a_note(address: str) -> None:
    found = "document.querySelector('#_results a').getAttribute('href')"
    ready = "document.querySelector('#_results a')"
    steps: list[tuple[Any, ...]] = []
    for words in ("1.1", "tall man"):
        steps += [("open", f"{address}search.html?q={words}"), ("wait", ready), ("ask", found)]
    number, note = drive(*steps)
    assert number.endswith("/text/dunes.html#the-lee-side")
    assert note.endswith("/text/dunes.html#dunes")


KEPT = "navigator.serviceWorker.ready.then(() => true)"
CONTROLLED = "navigator.serviceWorker.controller !== null"
DUNES_H1 = "document.querySelector('h1').textContent.trim()"


@pytest.mark.browser
def test_without_a_connection_the_whole_book_is_there_and_its_search(address: str) -> None:
    found = "document.querySelector('#_results a').getAttribute('href')"
    steps: list[tuple[Any, ...]] = [
        ("open", address), ("ask", KEPT), ("wait", CONTROLLED), ("offline", True),
        ("open", f"{address}text/dunes.html"), ("ask", DUNES_H1),
        ("ask", "getComputedStyle(document.querySelector('.skip')).position"),
        ("open", f"{address}search.html?q=tall man"),
        ("wait", "document.querySelector('#_results a')"), ("ask", found),
    ]  # fmt: skip
    kept, heading, styled, result = drive(*steps)
    assert (kept, heading) == (True, "Chapter 1. Dunes")
    assert styled == "absolute"
    assert result.endswith("/text/dunes.html#dunes")


@pytest.mark.browser
def test_a_new_version_takes_over(site: Site, tmp_path: Path) -> None:
    """The next page is of the new one, and all that the old one kept is gone."""
    folder = tmp_path / "book"
    shutil.copytree(site.folder, folder)
    page = folder / "text/motto.html"
    before, after = page.read_bytes(), page.read_bytes().replace(b"no books", b"our books")
    old_hash, new_hash = (b64encode(sha256(each).digest()).decode() for each in (before, after))
    worker = (folder / "worker.js").read_text().replace(old_hash, new_hash)
    words = "document.querySelector('main').textContent.includes('our books')"
    entries = (
        "caches.keys().then(async names => (await (await caches.open(names[0])).keys()).length)"
    )
    updated = (  # with pauses: the old one ends when it has nothing to answer
        "navigator.serviceWorker.ready.then(own => own.update())"
        ".then(() => new Promise(done => setTimeout(done, 300))).then(() => fetch('motto.html'))"
        ".then(each => each.text()).then(text => text.includes('our books'))"
    )
    with served(tmp_path) as address:
        motto = f"{address}book/text/motto.html"
        steps = [
            ("open", motto), ("ask", KEPT), ("wait", CONTROLLED), ("ask", entries),
            ("write", str(page), after.decode()), ("open", motto), ("ask", words),
            ("write", str(folder / "worker.js"), worker), ("wait", updated),
            ("offline", True), ("open", motto), ("ask", words), ("ask", entries),
        ]  # fmt: skip
        kept, count, too_early, new, count_after = drive(*steps)
    assert (kept, too_early, new) == (True, False, True)
    assert count_after == count


@pytest.mark.java
def test_the_checker_of_html_finds_nothing(site: Site, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site.folder, copy, ignore=shutil.ignore_patterns("pagefind"))
    pages = sorted(copy.rglob("*.html"))
    for page in pages:  # a file has no host, so that no policy could hold
        lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = "".join(line for line in lines if "Content-Security-Policy" not in line)
        page.write_text(kept, encoding="utf-8")
    done = run([find_program("java"), "-jar", VNU, "--format", "text", *pages], timeout=300)
    assert b"Warning" not in done.stderr + done.stdout, done.stderr.decode()
