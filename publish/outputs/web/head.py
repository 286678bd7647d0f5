"""What the head of a page says of the book.

To search engines (schema.org, as JSON-LD), to reference managers (the names of Highwire Press, that
Zotero and Google Scholar read), and to social cards (Open Graph).
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec

from publish.model.book import Book, Edition
from publish.model.licence import licence_address
from publish.outputs.pages.specs import PageSpec
from publish.outputs.web.downloads import Download
from publish.outputs.web.page_format import INDEX, own_address

_PDF = "application/pdf"


class PageHead(msgspec.Struct, frozen=True):
    """The metadata of a page: `named` ones by name, `properties` of the Open Graph protocol, and
    the address that is the page's own, where the edition has one."""

    named: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    canonical: str
    json_ld: str

    @property
    def json_ld_hash(self) -> str:
        """By what a policy of content admits the data (CSP 3, 2.3.1)."""
        return f"sha256-{b64encode(sha256(self.json_ld.encode()).digest()).decode()}"


def page_head(
    book: Book, edition: Edition, spec: PageSpec, cover: str, files: Sequence[Download]
) -> PageHead:
    """The metadata of a page; `cover` is the address of its picture in the edition, `files` are
    those to download."""
    address = own_address(edition, spec.href)
    image = own_address(edition, cover)
    return PageHead(
        named=tuple(_present(_named(book, edition, spec, files))),
        properties=tuple(_present(_properties(book, spec, address, image))),
        canonical=address,
        json_ld=_json_ld(book, edition, spec, address, image),
    )


def _present(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in pairs if value)


def _named(
    book: Book, edition: Edition, spec: PageSpec, files: Sequence[Download]
) -> Iterator[tuple[str, str]]:
    metadata = book.metadata
    yield "description", _first_line(metadata.description)
    yield "citation_title", spec.title
    if spec.section is not None:
        yield "citation_inbook_title", metadata.title
    for author in metadata.authors:
        yield ("citation_editor" if author.role == "edt" else "citation_author"), author.name
    yield "citation_publication_date", _date(book)
    yield "citation_publisher", metadata.publisher
    yield "citation_isbn", edition.isbn or metadata.isbn
    yield "citation_language", metadata.language
    yield "citation_doi", metadata.doi
    yield "citation_fulltext_html_url", own_address(edition, spec.href)
    if spec.section is None:  # of a chapter, the file would be another text
        for file in files:
            yield "citation_pdf_url", file.address if file.media_type == _PDF else ""
    yield "twitter:card", "summary" if edition.address else ""


def _properties(book: Book, spec: PageSpec, address: str, image: str) -> Iterator[tuple[str, str]]:
    yield "og:type", "book" if spec.href == INDEX else "article"
    yield "og:title", spec.title
    yield "og:site_name", book.metadata.title
    yield "og:description", _first_line(book.metadata.description)
    yield "og:url", address
    yield "og:image", image if address else ""


def _date(book: Book) -> str:
    return book.metadata.date.isoformat().replace("-", "/") if book.metadata.date else ""


def _first_line(text: str) -> str:
    return " ".join(text.split())


def _json_ld(book: Book, edition: Edition, spec: PageSpec, address: str, image: str) -> str:
    """The content of a script element, which can be in XML and in HTML."""
    work = _book(book, edition)
    if spec.section is None:
        page = {**work, "url": address, "image": image}
    else:
        page = {
            "@type": "Chapter",
            "name": spec.title,
            "url": address,
            "inLanguage": spec.section.language or book.metadata.language,
            "isPartOf": work,
        }
    text = json.dumps(
        {"@context": "https://schema.org", **_kept(page)}, ensure_ascii=False, separators=(",", ":")
    )
    return text.replace("<", "\\u003c").replace("&", "\\u0026").replace(">", "\\u003e")


def _book(book: Book, edition: Edition) -> dict[str, Any]:
    metadata = book.metadata
    return _kept({
        "@type": "Book",
        "@id": metadata.identifier,
        "name": metadata.title,
        "alternativeHeadline": metadata.subtitle,
        "author": [
            {"@type": "Person" if each.sort else "Organization", "name": each.name}
            for each in metadata.authors
            if each.role == "aut"
        ],
        "inLanguage": metadata.language,
        "isbn": edition.isbn or metadata.isbn,
        "publisher": _kept({"@type": "Organization", "name": metadata.publisher}),
        "datePublished": metadata.date.isoformat() if metadata.date else "",
        "version": metadata.version,
        "license": licence_address(metadata.licence),
        "description": _first_line(metadata.description),
    })  # fmt: skip


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """What has a value; nothing for a thing of which only the type is known."""
    kept = {name: value for name, value in values.items() if value}
    return kept if kept.keys() - {"@type"} else {}
