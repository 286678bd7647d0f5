"""The books and releases that a feed in Atom shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from publish.model.xmlsafe import parse_untrusted
from publish.verification.catalogue.links import released_file, released_site
from publish.verification.catalogue.records import Facts, one_line, together

_A, _DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/terms/}"
_OPDS = "{http://opds-spec.org/2010/catalog}"


def read_feed(path: Path) -> etree._Element:
    """The root of a feed."""
    return parse_untrusted(path.read_bytes())


def books_of(feed: etree._Element) -> Iterator[tuple[str, Facts]]:
    """The page of each book, and what the feed says of it."""
    for entry in feed.iterfind(f"{_A}entry"):
        if page := _page(entry):
            yield page, _facts(entry)


def pages_of(feed: etree._Element) -> Iterator[str]:
    """The page of each book."""
    return filter(None, map(_page, feed.iterfind(f"{_A}entry")))


def _page(entry: etree._Element) -> str:
    """The page of the book of an entry; "" for an entry that leads to a feed."""
    return (_address(entry, "alternate") or "") if entry.find(f"{_DC}language") is not None else ""


def releases_of(feed: etree._Element) -> Iterator[tuple[str, str]]:
    """The page of the book of each release, and its version."""
    for entry in feed.iterfind(f"{_A}entry"):
        yield _address(entry, "alternate") or "", entry.findtext(f"{_A}id", "").rpartition("#")[2]


def links_of(feed: etree._Element) -> Iterator[str]:
    """Every address in a feed."""
    return (str(link.get("href")) for link in feed.iter(f"{_A}link"))


def next_of(feed: etree._Element) -> str | None:
    """The address of the next page."""
    return _address(feed, "next")


def _address(element: etree._Element, relation: str) -> str | None:
    link = element.find(f"{_A}link[@rel='{relation}']")
    return None if link is None else link.get("href")


def _facts(entry: etree._Element) -> Facts:
    links = entry.findall(f"{_A}link")
    given = [link for link in links if str(link.get("rel")).endswith("/open-access")]
    free = [link for link in given if link.get("length")]
    sold = [link for link in links if str(link.get("rel")).endswith("/buy")]
    names = [each.text or "" for each in entry.iterfind(f"*/{_A}name")]
    authors = [each.text or "" for each in entry.iterfind(f"{_A}author/{_A}name")]
    subjects = [str(each.get("term")) for each in entry.iterfind(f"{_A}category")]
    return {
        "identifier": entry.findtext(f"{_A}id", ""),
        "full title": one_line(entry.findtext(f"{_A}title")),
        "language": entry.findtext(f"{_DC}language", ""),
        "modified": entry.findtext(f"{_A}updated", ""),
        "date": entry.findtext(f"{_DC}issued", ""),
        "publisher": one_line(entry.findtext(f"{_DC}publisher")),
        "description": one_line(entry.findtext(f"{_A}summary")),
        "names": together(names),
        "authors": together(authors),
        "subjects": together(subjects),
        "sizes": together(
            f"{released_file(str(x.get('href')))} {x.get('type')} {x.get('length')}" for x in free
        ),
        "read online": together(
            released_site(str(x.get("href"))) for x in given if not x.get("length")
        ),
        "prices": together(map(_price, sold)),
    }


def _price(link: etree._Element) -> str:
    price = link.find(f"{_OPDS}price")
    assert price is not None, "what is sold has a price"
    return f"{link.get('title')} {float(price.text or 0):g} {price.get('currencycode')}"
