"""Numbered blocks that would leave a gap stand at the head of the next page."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.model.book import Edition
from publish.verification import verify_product
from tests.pdf.conftest import SENTENCE, Pages, make
from tests.verify.products import PDF

pytestmark = pytest.mark.slow

_ABOVE = f"{SENTENCE * 12}\n\nNext is [](#{{0}})."
_BELOW = f"Below {{0}} it goes on. {SENTENCE * 14}"
_ROWS = "| Wood | Years |\n|:--|--:|\n" + "| oak | 7 |\n" * 7


def _table(name: str, more: str = "", last: str = "| ash | 9 |") -> str:
    return f"{_ROWS}{last}\n\nTable: Of {name} {{#{name}{more}}}\n"


_CASES = {
    "moved": [_ABOVE, _table("moved"), _BELOW],
    "sourced": [_ABOVE, _table("sourced"), "{.source}\nFrom sourced.", _BELOW],
    "noted": [_ABOVE, _table("noted", last="| ash[^n] | 9 |"), "[^n]: Noted below.", _BELOW],
    "listed": [_ABOVE, '```text {#listed caption="Of listed"}\n' + "one\n" * 5 + "```", _BELOW],
    "kept": [_ABOVE, _table("kept", " float=false"), _BELOW],
    "uncalled": [f"{SENTENCE * 12}\n\nNext is another.", _table("uncalled"), _BELOW],
    "ending": ["## Before", _ABOVE, _table("ending"), f"## After\n\n{_BELOW}"],
    "paired": [_ABOVE, _table("paired"), "And [](#second).", _table("second"), _BELOW],
    "headed": [f"{SENTENCE * 10}\n\nNext is [](#{{0}}).", "## Heading", _table("headed"), _BELOW],
    "last": [
        f"## Before\n\n{SENTENCE * 11}\n\nNext is [](#{{0}}).",
        _table("last"),
        f"Below {{0}} it ends. {SENTENCE * 3}",
        f"## After\n\n{SENTENCE * 20}",
    ],
    "disordered": [_ABOVE, _table("disordered"), "And one.", _table("third"), _BELOW],
}
_MOVED = ("moved", "sourced", "noted", "listed", "headed", "last", "paired")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """A chapter for each case, in which a table does not fit on the second page."""
    files = {
        f"{name}.md": f"# Chapter {name}\n\n" + "\n\n".join(parts).replace("{0}", name)
        for name, parts in _CASES.items()
    }
    book = '[book]\ntitle = "T"\nauthors = ["A"]\nlanguage = "en"\n'
    book += f"[structure]\nbodymatter = {list(files)}\n"
    return make({"book.toml": book, **files}, tmp_path_factory.mktemp("floats"))


def test_blocks_that_would_leave_a_gap(pages: Pages) -> None:
    """They are overleaf, after text that comes after them in the book."""
    later = {name: pages.page_of(f"Of {name}") - pages.page_of(f"Below {name}") for name in _CASES}
    assert {name: by for name, by in later.items() if by > 0} == dict.fromkeys(_MOVED, 1)


def test_what_goes_with_them(pages: Pages) -> None:
    """A line with the source, a note, and the table that is next in order."""
    assert pages.page_of("From sourced") == pages.page_of("Of sourced")
    assert pages.page_of("Noted below") == pages.page_of("Of noted")
    assert pages.page_of("Of second") == pages.page_of("Of paired")


def test_the_file_is_verified(pages: Pages) -> None:
    """All words are in the order of the book for those who read its tags."""
    assert not list(verify_product(pages.artifact.path, pages.book, PDF))


def test_a_page_of_nothing_but_a_moved_block(tmp_path: Path) -> None:
    """It may leave less room than a line; the paragraph above it then goes on overleaf."""
    names = [f"of{lines} lines" for lines in range(35, 40)]
    files = {f"{name[:4]}.md": _filling(name) for name in names}
    book = '[book]\ntitle = "T"\nauthors = ["A"]\nlanguage = "en"\n'
    book += f"[structure]\nbodymatter = {list(files)}\n"
    pages = make({"book.toml": book, **files}, tmp_path)
    assert not list(verify_product(pages.artifact.path, pages.book, PDF))
    assert any("harbour" not in pages.texts[pages.page_of(f"Of {name}")] for name in names)


def _filling(name: str) -> str:
    """A chapter with a listing that is about as high as a page."""
    label = name[:4]
    caption = f'```text {{#{label} caption="Of {name}"}}\n'
    listing = caption + "one\n" * int(name[2:4]) + "```"
    parts = [f"# Chapter {name}", _ABOVE.replace("{0}", label), listing, _BELOW]
    return "\n\n".join(parts).replace("{0}", name)


_LONG, _SHORT, _NAME = (
    "港は静かで、灯りは灰色の水の上をゆっくり回った。",
    "番人はみな時刻を知っていた。",
    "カタカナと漢字",
)
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z"/></svg>'
)


def test_a_note_with_a_picture_below_a_moved_block(tmp_path: Path) -> None:
    """It may leave no room for the line of its call: nothing that follows goes before that."""
    names = {f"a{count}.md": _noted(count) for count in range(1, 5)}
    book = '[book]\ntitle = "T"\nauthors = ["A"]\nlanguage = "ja"\n'
    book += f"[structure]\nbodymatter = {list(names)}\n"
    edition = Edition("pdf", "pdf", theme="novel", trim="A5")
    pages = make({"book.toml": book, "p.svg": _DRAWING, **names}, tmp_path, edition)
    assert not list(verify_product(pages.artifact.path, pages.book, edition))


def _noted(count: int) -> str:
    """A chapter with a figure that moves to the page on which a list goes on, with a call."""
    figure = f"fig-{count}"
    note = f"[^n]: {_NAME} {_SHORT} {_LONG * 3} ![{_NAME}](p.svg) {_LONG}\n\n    {_LONG * 5}"
    return "\n\n".join([
        f"# {_SHORT} {{#a{count}}}",
        f"::: letter\n{_LONG * 5} {_SHORT * 3}\n:::",
        f'![{_SHORT}](p.svg "{_NAME} {_LONG} {_SHORT}"){{#{figure}}}',
        f"3) {_NAME} {_LONG * (5 + count)} {_NAME * 4}[^n] {_NAME}",
        f"3) {_LONG} {_NAME * 3} {_SHORT * 2} {_LONG} {_SHORT}",
        f"{_LONG} {_SHORT} {_LONG} [](#{figure}) ![{_SHORT}](p.svg) {_LONG}",
        note,
    ])  # fmt: skip
