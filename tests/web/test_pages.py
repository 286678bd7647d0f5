"""What a web edition has besides the text: places of notes, contents, heads, further files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from publish.cache import Cache
from publish.outputs.pages.navigation import NavEntry
from publish.outputs.pages.specs import PageSpec
from publish.outputs.web.site_contents import site_places
from tests.web.site import Site, build_site, elements, write_files


def note(site: Site, number: str) -> etree._Element:
    notes = elements(site.page("text/dunes.html"), "aside")
    return next(each for each in notes if each.get("id") == f"note-dunes-{number}")


def before(node: etree._Element) -> str:
    """What an element follows: its name, or the id of the note."""
    sibling = node.getprevious()
    assert sibling is not None
    return sibling.get("id") or etree.QName(sibling).localname


@pytest.mark.parametrize(
    ("number", "follows"),
    [
        ("1", "p"),  # of its paragraph
        ("2", "note-dunes-1"),  # called in that note
        ("3", "note-dunes-2"),  # the second of the paragraph
    ],
)
def test_a_note_follows_the_block_of_its_first_call(site: Site, number: str, follows: str) -> None:
    assert before(note(site, number)) == follows


def test_a_note_of_an_item_is_in_it_and_one_of_a_table_after_it(site: Site) -> None:
    of_item, of_table = note(site, "4"), note(site, "5")
    parent = of_item.getparent()
    assert parent is not None
    assert etree.QName(parent).localname == "li"
    assert of_table.getprevious().get("class") == "table"  # type: ignore[union-attr]


def contents(site: Site, name: str) -> etree._Element:
    navs = elements(site.page(name), "nav")
    return next(nav for nav in navs if nav.get("id") == "_contents")


def test_the_contents_are_open_at_the_page_and_only_there(site: Site) -> None:
    nav = next(
        n for n in elements(site.page("text/dunes.html"), "nav") if n.get("id") == "_contents"
    )
    lines = ["".join(a.itertext()) for a in elements(nav, "a")]
    assert lines == [
        "Motto", "Part I. Shore", "Chapter 1. Dunes", "1.1 The lee side", "Slack",
        "Chapter 2. Tides", "Glossary", "Index",
    ]  # fmt: skip
    assert [a.get("href") for a in elements(nav, "a") if a.get("aria-current")] == ["dunes.html"]
    assert [a.get("href") for a in elements(nav, "a")][2:6] == [
        "dunes.html", "#the-lee-side", "#slack", "tides.html",
    ]  # fmt: skip
    nav = contents(site, "index.html")
    assert len(elements(nav, "a")) == 4


def test_long_contents_are_cut_around_their_place() -> None:
    entries = [NavEntry(f"Day {n}", f"text/{n}.html", n, ()) for n in range(1, 301)]
    specs = [PageSpec(e.href, "chapter", e.text, "", {}, ()) for e in entries]
    lines = list(site_places(entries, specs))[149].lines
    assert [line.text for line in lines] == [f"Day {n}" for n in range(120, 180)] + ["…"]
    assert lines[-1].href == "../index.html"


def test_the_first_heading_is_of_the_first_level_on_every_page(site: Site) -> None:
    for path in sorted(site.folder.rglob("*.html")):
        page = site.page(path.relative_to(site.folder).as_posix())
        assert len(elements(page, "h1")) == 1, path
    slack = elements(site.page("text/dunes.html"), "h3")
    assert [each.get("id") for each in slack] == ["_h.slack"]


def test_nothing_inside_a_page_needs_a_looser_policy(site: Site) -> None:
    page = site.text("text/tides.html")
    assert "style=" not in page
    (name,) = set(re.findall(r"style-[0-9a-f]{8}", page))
    assert f".{name}:not(#_){{width:50%" in site.text("style/book.css")
    data = re.search(r"ld\+json>(.*?)</script>", page)
    assert data is not None
    assert json.loads(data[1])["isPartOf"]["isbn"] == "978-3-16-148410-0"


def test_addresses_where_the_edition_has_one(site: Site) -> None:
    page = site.text("text/dunes.html")
    assert "<link rel=canonical href=https://books.example.org/salt/text/dunes.html>" in page
    assert "<loc>https://books.example.org/salt/</loc>" in site.text("sitemap.xml")
    assert 'name=citation_inbook_title content="Salt &amp; Sand"' in page
    assert "frame-ancestors" in site.text("_headers")


def test_the_search_has_the_sections_by_their_numbers(site: Site) -> None:
    index = site.folder / "pagefind"
    assert (index / "pagefind.js").is_file()
    assert not list(index.glob("*-ui.*"))
    assert len(list((index / "fragment").iterdir())) == 6  # pages of the text
    assert "action=search.html" in site.text("index.html")


def test_a_page_in_another_script_asks_for_its_letters_and_those_around_it(tmp_path: Path) -> None:
    """Letters of a script are none for code: it waits for its own."""
    chapter = '{ file = "wind.md", language = "ar" }'
    manifest = (
        '[book]\ntitle = "Salt"\nlanguage = "en"\n[editions.web]\nformat = "web"\n'
        f"[structure]\nbodymatter = [{chapter}]\n"
    )
    files = {"book.toml": manifest, "wind.md": "# الريح {#wind}\n\nللريح أسماء.\n\n    wind = 4\n"}
    site = build_site(write_files(tmp_path / "salt", files), tmp_path / "out", Cache(None))
    links = elements(site.page("text/wind.html"), "link")
    asked = {link.get("href", "") for link in links if link.get("rel") == "preload"}
    fonts = ("amiri-400", "literata-400", "source-sans-3-400")
    assert {f"../fonts/{name}.woff2" for name in fonts} <= asked
    assert 'font-family:"Source Code Pro";font-display:block' in site.text("style/text.css")
