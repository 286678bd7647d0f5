"""The export to HTML: one page that is right by itself, and that comes back as the same book."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from tests.exporting.round_trip import RoundTrip, write_book
from tests.exporting.small_book import FILES


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> RoundTrip:
    work = tmp_path_factory.mktemp("html")
    return RoundTrip(write_book(work / "book", FILES), "html", work)


@pytest.fixture(scope="module")
def text(trip: RoundTrip) -> str:
    return (trip.result.path / "book.html").read_text("utf-8")


@pytest.fixture(scope="module")
def page(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def test_the_same_book_comes_back(trip: RoundTrip) -> None:
    assert trip.differences() == {}


def test_the_page_says_what_it_is(page: html.HtmlElement) -> None:
    assert (page.get("lang"), page.get("dir")) == ("en-GB", "ltr")
    assert [h.text_content() for h in page.iter("h1")] == ["The Ferry Book"]
    first, second = list(page.iter("h2"))[:2]
    assert (first.text_content(), second.text_content()) == ("Preface", "Part I. Water")
    assert page.xpath("string(//div[@lang='ar']/@dir)") == "rtl"


def test_every_name_is_given_once_and_every_link_leads_to_one(page: html.HtmlElement) -> None:
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    assert {target[1:] for target in page.xpath("//a/@href[starts-with(., '#')]")} <= set(names)


def test_every_picture_is_there_and_has_its_text(trip: RoundTrip, page: html.HtmlElement) -> None:
    pictures = list(page.iter("img"))
    assert [each.get("alt") for each in pictures] == ["A raft with a pole"]
    assert all((trip.result.path / each.get("src", "")).is_file() for each in pictures)


def test_headings_skip_no_level(page: html.HtmlElement) -> None:
    levels = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_is_asked_of_the_web(text: str) -> None:
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//(?!example\.com)""", text)
    assert "<script" not in text


def test_the_files_are_the_page_and_its_pictures(trip: RoundTrip) -> None:
    files = {each.relative_to(trip.result.path).as_posix() for each in _files(trip.result.path)}
    records = {"export-report.md", "export-checksums.txt"}
    assert files - records == {"book.html", "images/raft.svg"}


def _files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]
