"""Cached pages: the same bytes with and without, and only what a change affects is rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from publish.cache import Cache
from publish.files.shipped import shipped
from publish.model.section import Section
from publish.outputs.pages import assembly
from publish.outputs.pages.specs import PageSpec, render_page
from publish.render.environment import Renderer
from tests.epub.conftest import RICH, MakeEpub

# The fields of a section that the key of its page contains.
SHOWN = set(
    "body children href id label language level missing number role separator title".split()
)
SHOWN |= {"title_markup"}
BOOK = {**RICH, "preface.md": "# Preface\n\nBegin at [](#ebb){.title}, then [](#tbl).\n"}

Rendered = list[str]
Render = Callable[[PageSpec, Renderer], etree._Element]


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rendered:
    """A cache of its own, and the pages that were rendered since it was created."""
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    pages: Rendered = []

    def recorded(spec: PageSpec, renderer: Renderer) -> etree._Element:
        pages.append(spec.href)
        return render_page(spec, renderer)

    monkeypatch.setattr(assembly, "render_page", recorded)
    return pages


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert old in BOOK[file]
    return {**BOOK, file: BOOK[file].replace(old, new)}


@pytest.mark.parametrize(
    ("files", "pages"),
    [
        (changed("preface.md", "Begin at", "Start at"), ["text/preface.xhtml"]),
        (changed("ebb.md", "It falls.", "It sinks."), ["text/ebb.xhtml"]),
        # A page that quotes the title shows the new one.
        (
            changed("ebb.md", "# Ebb {#ebb}", "# Low Water {#ebb}"),
            ["contents.xhtml", "text/preface.xhtml", "text/ebb.xhtml"],
        ),
        # An anchor moves to another file: pages that refer to it are rendered again.
        (
            {
                **changed("ebb.md", "#tbl", "#high"),
                "tables.md": "# Tables\n\n| A |\n|---|\n| 1 |\n\nTable: Of another {#tbl}\n",
            },
            ["text/preface.xhtml", "text/ebb.xhtml", "text/tables.xhtml"],
        ),
        ({**BOOK, "images/a square.svg": BOOK["images/a square.svg"].replace("9", "8")}, []),
    ],
)
def test_only_what_a_change_affects_is_rendered_again(
    rendered: Rendered, make_epub: MakeEpub, files: Mapping[str, str], pages: list[str]
) -> None:
    first = make_epub(BOOK).path.read_bytes()
    assert "text/ebb.xhtml" in rendered
    rendered.clear()
    assert make_epub(BOOK).path.read_bytes() == first
    assert rendered == []
    assert make_epub(files).path.read_bytes() != first
    assert rendered == pages
    assert make_epub(BOOK).path.read_bytes() == first


def test_the_bytes_are_those_without_a_cache(
    rendered: Rendered, make_epub: MakeEpub, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = changed("ebb.md", "It falls.", "It *falls* — **_slowly_** é.")
    cold = {name: make_epub(files).path.read_bytes() for name, files in books(other).items()}
    warm = {name: make_epub(files).path.read_bytes() for name, files in books(other).items()}
    monkeypatch.setenv("PUBLISH_CACHE", "off")
    uncached = {name: make_epub(files).path.read_bytes() for name, files in books(other).items()}
    assert cold == warm == uncached
    assert cold["rich"] != cold["other"]


def books(other: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    return {"rich": RICH, "other": other}


def test_notes_at_the_end_of_the_book_follow_their_calls(
    rendered: Rendered, make_epub: MakeEpub
) -> None:
    manifest = RICH["book.toml"].replace("backmatter = [", 'backmatter = [{ role = "endnotes" }, ')
    files = {**RICH, "book.toml": f'{manifest}\n[notes]\nplace = "book"\n'}
    first = make_epub(files).path.read_bytes()
    rendered.clear()
    moved = {**files, "preface.md": files["preface.md"] + "\nA call.[^x]\n\n[^x]: First now.\n"}
    second = make_epub(moved).path.read_bytes()
    assert rendered == ["text/preface.xhtml", "text/notes.xhtml"]
    assert make_epub(files).path.read_bytes() == first != second


def test_a_corrupt_entry_is_ignored(
    rendered: Rendered, make_epub: MakeEpub, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_epub(RICH).path.read_bytes()
    load = Cache.load

    def corrupt(cache: Cache, kind: str, key: str) -> bytes | None:
        return b"\x93something else" if kind == "page" else load(cache, kind, key)

    monkeypatch.setattr(Cache, "load", corrupt)
    rendered.clear()
    assert make_epub(RICH).path.read_bytes() == first
    assert "text/ebb.xhtml" in rendered


def test_templates_see_no_more_than_the_keys_contain() -> None:
    """A template that showed more of the book or a section would be stale when that changed."""
    folders = [shipped("templates") / "epub", *sorted(shipped("styles").glob("*/"))]
    files = [shipped("templates") / "section.xhtml.j2"]
    files += [file for folder in folders for file in sorted(folder.glob("*.j2"))]
    files += [file for folder in folders for file in sorted(folder.glob("epub*.css"))]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    code = " ".join(re.findall(r"{[{%].*?[%}]}", text, re.S))
    assert set(re.findall(r"\bbook\.(\w+)", code)) == {"direction"}
    shown = set(re.findall(r"\b(?:section|child)\.(?!xhtml)(\w+)", code))
    assert shown == SHOWN
    assert set(Section.__struct_fields__) >= SHOWN
