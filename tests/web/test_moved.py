"""Nothing breaks: over three releases every address of a web edition leads to its text."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from publish import pipeline
from publish.cache import Cache
from publish.model.book import Edition
from publish.pipeline.earlier import manuscript_text
from publish.releases.places import read_places
from publish.verification import verify_product
from tests.browser import drive
from tests.running import run_context
from tests.web.site import FILES, Site, build_site, elements, served, write_files

MANIFEST = """
[book]
title = "Salt & Sand"
authors = ["Ada Hollin"]
language = "en"

[structure]
bodymatter = ["dunes.md", "tides.md"]
lists = ["figures", "tables"]

[editions.web]
format = "web"
search = false
address = "https://books.example.org/salt/"
"""
DUNES = """# Dunes

Sand.[^a]

## Lee side {#lee}

It is calm.

## Slack

It is wet there.

[^a]: Dry.
"""
TIDES = """# Tides

![A long line](line.svg "The level"){#fig-level width=50%}

| Tide | Hours |
|:--|--:|
| Low | 6 |

: The hours {#tbl-hours}
"""
RELEASES = [
    {"book.toml": MANIFEST, "dunes.md": DUNES, "tides.md": TIDES, "line.svg": FILES["line.svg"]},
    {  # a page has another name, a section is on another page, one has another id, a note is gone
        "book.toml": MANIFEST.replace("tides.md", "water.md"),
        "dunes.md": "# Dunes\n\nSand.\n\n## Lee side {#calm}\n\nIt is calm.\n",
        "water.md": f"{TIDES}\n## Slack\n\nIt is wet there.\n",
    },
    {  # the same happens again, and a section is gone
        "book.toml": MANIFEST.replace("tides.md", "sea.md"),
        "dunes.md": "# Dunes\n\nSand.\n",
        "sea.md": f"{TIDES}\n## Slack {{#hollow}}\n\nIt is wet there.\n",
    },
]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[Site]:
    """The web editions of the releases, each led on from the one before."""
    home = tmp_path_factory.mktemp("moved")
    cache, sites = Cache(home / "cache"), list[Site]()
    for number, files in enumerate(RELEASES):
        folder = write_files(home / f"{number}" / "salt", {"line.svg": FILES["line.svg"], **files})
        if number:
            (folder / "text.json").write_bytes((home / "text.json").read_bytes())
            with (folder / "book.toml").open("a") as manifest:
                manifest.write('since = "text.json"\n')
        site = build_site(folder, home / f"{number}" / "out", cache)
        text = manuscript_text(folder, pipeline.load_book(folder, run_context(cache=cache)), {})
        text = replace(text, places={"web": read_places(site.folder)})
        (home / "text.json").write_bytes(msgspec.json.encode(text))
        sites.append(site)
    return sites


def way_on(site: Site, address: str) -> str:
    """Where somebody gets who asks for an address, with a script or by the link that is shown."""
    page, _, name = address.partition("#")
    root = site.page(page)
    places = [node for node in root.iter() if name and node.get("id") == name]
    assert len(places) == 1 or not name, address
    moved = [node for node in places if node.getparent().get("class") == "moved"]  # type: ignore[union-attr]
    links = elements(moved[0], "a") if moved else []
    links = links or [a for a in elements(root, "a") if a.get("class") == "new-place" and not name]
    return links[0].get("href", "") if links else ""


@pytest.mark.parametrize(
    ("release", "address", "leads_to"),
    [
        (1, "text/dunes.html", ""),
        (1, "text/dunes.html#lee", "dunes.html#calm"),
        (1, "text/dunes.html#slack", "water.html#slack"),
        (1, "text/dunes.html#note-dunes-1", "dunes.html#dunes"),
        (1, "text/tides.html", "water.html"),
        (1, "text/tides.html#fig-level", "water.html#fig-level"),
        (2, "text/dunes.html#lee", "dunes.html#dunes"),
        (2, "text/dunes.html#calm", "dunes.html#dunes"),
        (2, "text/dunes.html#slack", "sea.html#hollow"),
        (2, "text/tides.html", "sea.html"),
        (2, "text/tides.html#tides", "sea.html#sea"),
        (2, "text/water.html#slack", "sea.html#hollow"),
        (2, "text/tides.html#fig-level", "sea.html#fig-level"),
        (2, "list-of-figures.html#list-heading", ""),
        (2, "list-of-tables.html#list-heading", ""),
    ],
)
def test_an_earlier_address_leads_to_its_text(
    sites: list[Site], release: int, address: str, leads_to: str
) -> None:
    assert way_on(sites[release], address) == leads_to


def test_every_address_of_all_releases_before_is_there(sites: list[Site]) -> None:
    for number, site in enumerate(sites):
        for earlier in sites[:number]:
            for page, ids in read_places(earlier.folder).items():
                found = read_places(site.folder)[page]
                assert ids.keys() <= found.keys(), page


def test_a_page_that_moved_says_so_without_a_server(sites: list[Site]) -> None:
    page = sites[2].text("text/tides.html")
    assert '<meta http-equiv=refresh content="0; url=sea.html">' in page
    assert "<link rel=canonical href=https://books.example.org/salt/text/sea.html>" in page
    assert "text/tides.html" not in sites[2].text("sitemap.xml")


@pytest.mark.parametrize(
    ("release", "page", "before", "after", "expected"),
    [
        (2, "text/tides.html", "url=sea.html", "url=see.html", "text/see.html"),
        (2, "text/tides.html", "salt/text/sea.html>", "salt/text/dunes.html>", "text/dunes.html"),
        (2, "text/dunes.html", "id=calm>", "id=storm>", "text/dunes.html#calm"),
        (1, "text/dunes.html", "water.html#slack>", "water.html#water>", "water.html#water"),
    ],
)
def test_a_wrong_way_on_is_reported(
    sites: list[Site],
    release: int,
    page: str,
    before: str,
    after: str,
    expected: str,
    tmp_path: Path,
) -> None:
    folder = sites[release].folder
    book = pipeline.load_book(folder.parents[1] / "salt", run_context())
    edition: Edition = book.editions[0]
    assert verify_product(folder, book, edition) == []
    changed = tmp_path / folder.name
    shutil.copytree(folder, changed)
    text = sites[release].text(page)
    assert before in text
    (changed / page).write_text(text.replace(before, after), encoding="utf-8")
    found = [str(each) for each in verify_product(changed, book, edition)]
    assert any("earlier addresses" in each and expected in each for each in found), found


@pytest.mark.slow
@pytest.mark.browser
def test_a_browser_gets_to_the_text(sites: list[Site]) -> None:
    with served(sites[2].folder) as address:
        steps: list[tuple[Any, ...]] = []
        for asked in ("text/tides.html", "text/water.html#slack", "text/dunes.html#slack"):
            steps += [("open", f"{address}{asked}"), ("wait", "location.href.includes('sea.html')")]
            steps.append(("ask", "location.pathname + location.hash"))
        steps += [
            ("script", False), ("open", f"{address}text/dunes.html#slack"),
            ("ask", "document.getElementById('slack').offsetHeight > 0"),
            ("ask", "document.getElementById('calm').offsetHeight"),
            ("open", f"{address}text/tides.html"),
            ("wait", "location.href.includes('sea.html')"), ("ask", "location.pathname"),
        ]  # fmt: skip
        *found, shown, hidden, refreshed = drive(*steps)
    assert found == ["/text/sea.html", "/text/sea.html#hollow", "/text/sea.html#hollow"]
    assert (shown, hidden, refreshed) == (True, 0, "/text/sea.html")


def test_a_release_has_the_places_of_its_web_edition(sites: list[Site]) -> None:
    text = json.loads((sites[2].folder.parents[2] / "text.json").read_text())
    assert text["places"]["web"]["text/tides.html"][""] == "sea"
    assert text["places"]["web"]["text/dunes.html"]["slack"] == "hollow"
