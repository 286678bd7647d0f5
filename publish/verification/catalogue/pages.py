"""What a page of a catalogue shows, and where it links to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from publish.verification.catalogue.links import released_file, released_site
from publish.verification.catalogue.records import Facts, one_line, together


def read_page(path: Path) -> html.HtmlElement:
    """The root of a page."""
    parser = html.HTMLParser(encoding="utf-8")
    root = html.document_fromstring(path.read_bytes(), parser=parser)
    assert isinstance(root, html.HtmlElement), "the parser makes them"
    return root


def books_of(page: html.HtmlElement) -> list[str]:
    """The pages of the books that a list shows."""
    return [str(link.get("href")) for link in page.iterfind(".//li[@class='card']//h2/a")]


def links_of(page: html.HtmlElement) -> Iterator[str]:
    """Every address of a page, of links, pictures, styles and scripts."""
    for element in page.iter("a", "img", "link", "script", "form"):
        if address := element.get("href") or element.get("src") or element.get("action"):
            yield address


def book_of(page: html.HtmlElement) -> tuple[Facts, list[str]]:
    """What the page of a book says of it, and the versions that it lists."""
    article = page.find(".//article")
    assert article is not None, "a page of a book has one"
    about = article.find("div[@class='about']")
    head = article.find("header")
    assert about is not None, "an article has both"
    assert head is not None, "an article has both"
    people = about.iterfind("ul[@class='people']//bdi")
    downloads = about.findall("section/ul[@class='downloads']/li")
    files = [(row.find("a[@download]"), row.findtext("details/code")) for row in downloads]
    free = [
        (released_file(str(link.get("href"))), code) for link, code in files if link is not None
    ]
    sites = [row.find("a[@type='text/html']") for row in downloads]
    facts = {
        "title": one_line(head.findtext("h1")),
        "subtitle": one_line(head.findtext("p")),
        "language": str(head.get("lang")),
        "names": together(_text(each) for each in people),
        "description": one_line(" ".join(_text(p) for p in about.iterfind("p[@lang]") if _said(p))),
        "hashes": together(f"{name} {code}" for name, code in free),
        "read online": together(
            released_site(str(link.get("href"))) for link in sites if link is not None
        ),
    }
    versions = [one_line(_text(row)) for row in about.iterfind(".//ol[@class='versions']/li/h3")]
    return facts, versions


def data_of(page: html.HtmlElement) -> Facts:
    """What the data for search engines in the page of a book say of it."""
    element = page.find(".//script[@type='application/ld+json']")
    assert element is not None, "a page of a book has one"
    book = json.loads(element.text or "")
    people = [
        person["name"]
        for role in ("author", "editor", "translator", "illustrator", "contributor")
        for person in book.get(role, [])
    ]
    files = [each["encoding"] for each in book["workExample"] if "encoding" in each]
    names = [released_file(file["contentUrl"]) for file in files]
    rows = list(zip(names, files, strict=True))
    return {
        "title": one_line(book["name"]),
        "subtitle": one_line(book.get("alternativeHeadline")),
        "language": book["inLanguage"],
        "modified": book["dateModified"],
        "date": book.get("datePublished", ""),
        "version": book["version"],
        "publisher": one_line(book.get("publisher", {}).get("name")),
        "description": one_line(book.get("description")),
        "names": together(people),
        "subjects": together(book.get("about", [])),
        "sizes": together(f"{n} {f['encodingFormat']} {f['contentSize']}" for n, f in rows),
        "hashes": together(f"{name} {file['sha256']}" for name, file in rows),
        "read online": together(released_site(x["url"]) for x in book["workExample"] if "url" in x),
    }


def _said(paragraph: html.HtmlElement) -> bool:
    return paragraph.get("class") is None


def _text(element: etree._Element) -> str:
    return "".join(element.itertext())
