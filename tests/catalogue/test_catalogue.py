"""What a catalogue contains, in pages and feeds, and what is written of it again."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree, html

from publish.api import releases
from publish.context import Context
from publish.errors import LayoutError
from publish.releases.catalogue.search import search_words
from tests.catalogue.shelves import record, write_release

ROOT = Path(__file__).resolve().parents[2]
ATOM = "{http://www.w3.org/2005/Atom}"


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def page(shelf: Path, name: str) -> html.HtmlElement:
    return html.fromstring((shelf / "catalogue" / name).read_text("utf-8"))


def feed(shelf: Path, name: str) -> dict[str, Any]:
    return dict(json.loads((shelf / "catalogue" / name).read_bytes()))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_lists_are_in_pages_of_25_that_lead_to_each_other(shelf: Path) -> None:
    for start, following in (
        ("index.html", next_page),
        ("opds.json", next_opds),
        ("opds/books.xml", next_atom),
        ("releases.atom", next_atom),
    ):
        counts: list[int] = []
        name: str | None = start
        while name:
            counts.append(books_in(shelf, name))
            name = following(shelf, name)
        assert counts == ([25, 25, 9] if start != "releases.atom" else [25, 25, 11]), start


def books_in(shelf: Path, name: str) -> int:
    if name.endswith(".html"):
        return len(page(shelf, name).cssselect(".card"))
    return len(feed(shelf, name)["publications"] if ".json" in name else entries(shelf, name))


def entries(shelf: Path, name: str) -> list[etree._Element]:
    return etree.parse(shelf / "catalogue" / name).findall(f"{ATOM}entry")


def next_page(shelf: Path, name: str) -> str | None:
    links = page(shelf, name).cssselect("nav.pages a[rel=next]")
    return links[0].get("href") if links else None


def next_opds(shelf: Path, name: str) -> str | None:
    return next(
        (each["href"] for each in feed(shelf, name)["links"] if each["rel"] == "next"), None
    )


def next_atom(shelf: Path, name: str) -> str | None:
    link = etree.parse(shelf / "catalogue" / name).find(f"{ATOM}link[@rel='next']")
    return None if link is None else os.path.normpath(Path(name).parent / str(link.get("href")))


def test_a_book_has_its_newest_version_and_all_before(shelf: Path) -> None:
    tides = page(shelf, "books/tides.html")
    versions = [words(each) for each in tides.cssselect(".versions h3")]
    assert versions == ["Version 1.10", "Version 1.9", "Version 1.0"]
    (download, *_) = tides.cssselect("a.download")
    assert download.get("href") == "../../tides/1.10/tides-1.10-epub.epub"
    older = [each.get("href") for each in tides.cssselect(".versions a.download")]
    assert older[0] == "../../tides/1.9/tides-1.9-epub.epub"
    people = [words(each) for each in tides.cssselect(".people li")]
    assert people == ["Ada Birch", "Translated by Ursula de Vries", "Foreword by Cy Rowan"]
    assert "Images have descriptions." in words(tides)
    assert words(tides.cssselect(".citation")[0]) == (
        "Ada Birch (2026). The Tides of Lisse: A Study in Salt (1.10). Lisse: Salt Press. "
        "https://doi.org/10.5555/12345678"
    )


def test_what_texts_contain_is_never_markup(shelf: Path) -> None:
    book = page(shelf, "books/hostile.html")
    title = 'Q&A </script> <b>"bold"</b> \'n {{ all }}'
    assert book.cssselect("h1")[0].text == title
    assert [each.get("src") for each in book.cssselect("main img")] == [
        "../../hostile/1.0/cover.jpg"
    ]
    data = json.loads(book.cssselect("script[type='application/ld+json']")[0].text or "")
    assert data["name"] == title
    titles = [each.findtext(f"{ATOM}title") for each in entries(shelf, "opds/books.xml")]
    assert title in titles
    names = {path.name for path in (shelf / "catalogue/subjects").iterdir()}
    assert len({name for name in names if re.match(r"c-[0-9a-f]{8}\.html", name)}) == 2


def test_titles_have_their_language_and_direction(shelf: Path) -> None:
    for book, language, direction in (("arabic", "ar", "rtl"), ("chinese", "zh-Hans", "ltr")):
        head = page(shelf, f"books/{book}.html").cssselect("article > header")[0]
        assert (head.get("lang"), head.get("dir")) == (language, direction)
    cards = page(shelf, "index.html").cssselect(".card h2[dir=rtl][lang=ar]")
    assert [words(card) for card in cards] == ["المدّ والجزر"]


def test_what_has_a_price_is_not_given_away(shelf: Path) -> None:
    names = (
        "books/priced.html",
        "opds/languages/en.xml",
        "opds/languages/en.json",
        "releases.atom",
    )
    for name in names:
        text = (shelf / "catalogue" / name).read_text("utf-8")
        assert "priced-1.0-epub.epub" not in text, name
        assert "priced-1.0-sample.pdf" in text, name
    sale = ("https://salt.example/sale", None)
    offers = page(shelf, "books/priced.html").cssselect("a.download")
    assert {words(each): (each.get("href"), each.get("download")) for each in offers} == {
        "EPUB, €9.99 (DE)": sale,
        "PDF (sample)": ("../../priced/1.0/priced-1.0-sample.pdf", ""),
        "Read online": ("../../priced/1.0/priced-1.0-web/index.html", None),
        "Paperback (small), €19.50 (DE)": sale,
        "Paperback (large)": sale,
        "Hardback": sale,
    }


def test_the_files_for_a_printer_are_not_offered(shelf: Path) -> None:
    feeds = [(shelf / "catalogue" / name).read_text("utf-8") for name in ("opds.json", FEED)]
    names = ("small", "large", "gift")
    assert [name for name in names for feed in feeds if f"priced-1.0-{name}" in feed] == []
    assert '<opds:price currencycode="EUR">19.50' in feeds[1]


FEED = "opds/languages/en.xml"


def test_facets_lead_to_the_books_of_a_value(shelf: Path) -> None:
    facets = feed(shelf, "opds.json")["facets"]
    assert [each["metadata"]["title"] for each in facets] == ["Languages", "Subjects", "People"]
    (german,) = (each for each in facets[0]["links"] if each["title"] == "German")
    assert german["properties"]["numberOfItems"] == 1
    (book,) = feed(shelf, german["href"])["publications"]
    assert book["metadata"]["title"] == "Größe und Maß"
    assert book["metadata"]["illustrator"] == [{"name": "Ada Birch", "sortAs": "Birch, Ada"}]


def test_a_catalogue_is_the_same_from_any_place_and_day(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    elsewhere = Path(shutil.copytree(shelf, tmp_path / "far away", symlinks=True))
    shutil.rmtree(elsewhere / "catalogue")
    monkeypatch.chdir(elsewhere)
    assert releases.catalogue(Path(), title="Salt Press", context=Context())
    assert contents(elsewhere / "catalogue") == contents(shelf / "catalogue")
    monkeypatch.undo()
    time.tzset()


def test_only_what_has_changed_is_written(copied: Path) -> None:
    folder = copied / "catalogue"
    before = {name: (folder / name).stat().st_ino for name in contents(folder)}
    inode = folder.stat().st_ino
    assert not releases.catalogue(copied, title="Salt Press", context=Context())
    assert folder.stat().st_ino == inode
    write_release(copied, "tides", record("tides", "2.0", title="The Tides of Lisse"))
    assert releases.catalogue(copied, title="Salt Press", context=Context())
    after = {name: (folder / name).stat().st_ino for name in contents(folder)}
    kept = {name for name in before if after.get(name) == before[name]}
    assert "books/volume-01.html" in kept
    assert "books/tides.html" not in kept
    shutil.rmtree(copied / "volume-07")
    assert releases.catalogue(copied, title="Salt Press", context=Context())
    assert not (folder / "books/volume-07.html").exists()


def test_feeds_have_absolute_addresses_if_there_is_one(copied: Path) -> None:
    releases.catalogue(copied, url="https://salt.example/catalogue", context=Context())
    links = [link["href"] for link in feed(copied, "opds_2.json")["links"]]
    assert links[0] == "https://salt.example/catalogue/opds_2.json"
    text = (copied / "catalogue/opds/books.xml").read_text("utf-8")
    assert "https://salt.example/tides/1.10/tides-1.10-epub.epub" in text
    canonical = page(copied, "books/tides.html").cssselect("link[rel=canonical]")
    assert canonical[0].get("href") == "https://salt.example/catalogue/books/tides.html"


def test_a_folder_of_templates_replaces_what_it_has(copied: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "catalogue.css").write_text("body { color: teal }", encoding="utf-8")
    layout = '{% extends "list.html.j2" %}{% block title %}Mine{% endblock %}'
    (own / "values.html.j2").write_text(layout.replace("list", "layout"), encoding="utf-8")
    releases.catalogue(copied, templates=own, context=Context())
    assert (copied / "catalogue/catalogue.css").read_text("utf-8") == "body { color: teal }"
    assert page(copied, "languages.html").findtext(".//title") == "Mine"
    (own / "book.html.j2").write_text("\n{{ recrod.title }}", encoding="utf-8")
    with pytest.raises(LayoutError, match=r"book\.html\.j2.*recrod"):
        releases.catalogue(copied, templates=own, context=Context())
    assert page(copied, "languages.html").findtext(".//title") == "Mine"


def test_the_pages_speak_german(copied: Path) -> None:
    releases.catalogue(copied, language="de", context=Context())
    book = page(copied, "books/tides.html")
    assert "Übersetzt von Ursula de Vries" in words(book)
    assert "22. November 2026" in words(book)
    assert "Bilder haben Beschreibungen." in words(book)


def test_own_words_replace_some_and_add_a_language(copied: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "words.toml").write_text('[en]\nbooks = "Our Books"\n[nl]\nbooks = "Boeken"\n', "utf-8")
    for language, heading in (("en", "Our Books"), ("nl-BE", "Boeken")):
        releases.catalogue(copied, templates=own, language=language, context=Context())
        assert page(copied, "index.html").findtext(".//h1") == heading
    assert page(copied, "index.html").get("lang") == "nl"
    assert page(copied, "subjects.html").findtext(".//h1") == "Subjects"
    (own / "words.toml").write_text("[en\n", "utf-8")
    with pytest.raises(LayoutError, match=r"words\.toml"):
        releases.catalogue(copied, templates=own, context=Context())


def test_each_language_has_all_words() -> None:
    tables = tomllib.loads((ROOT / "templates/catalogue/words.toml").read_text("utf-8"))
    english = tables["en"]
    for language, table in tables.items():
        assert table.keys() == english.keys(), language
        assert table["sentences"].keys() == english["sentences"].keys(), language
        for name, words_ in table.items():
            fields = re.findall(r"\{\w*\}", str(english[name]))
            assert re.findall(r"\{\w*\}", str(words_)) == fields, (language, name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Größe, STRASSE & œuvre", ["grosse", "strasse", "oeuvre"]),
        ("O'Hara’s 2nd", ["o", "hara", "s", "2nd"]),
        ("小康社会", ["小", "康", "社", "会", "小康", "康社", "社会"]),
        ("Łódź café", ["lodz", "cafe"]),
        ("", []),
    ],
)
def test_words_of_the_search(text: str, found: list[str]) -> None:
    assert list(search_words(text)) == found


def test_links_are_quoted_once(shelf: Path) -> None:
    links = [str(each.get("href")) for each in page(shelf, "index.html").cssselect(".card a")]
    assert "books/gr%C3%B6%C3%9Fe.html" in links
    assert all((shelf / "catalogue" / unquote(link)).is_file() for link in links)
