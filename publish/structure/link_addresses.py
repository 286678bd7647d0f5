"""The addresses of links in print: in a note, or in brackets after the words.

An address is shown at its first link in a section, and not where the words are the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from urllib.parse import unquote_to_bytes

from lxml import etree

from publish.context import Context
from publish.model.book import Book, LinkAddresses
from publish.model.markup import DATA_CITES, LINK_ADDRESS, X
from publish.model.script import direction
from publish.model.section import Section
from publish.model.xhtml import element, text_of
from publish.structure.added_notes import add_note
from publish.structure.notes import is_in_note

_SHOWN = re.compile(r"(?:https?|ftp|doi|urn):.+|(?:mailto|tel):([^?]+).*", re.I)
_NOT_ASCII = re.compile(r"(?:%[89a-f][0-9a-f])+", re.I)
_EMPHASIS = (f"{X}em", f"{X}strong", f"{X}span")
_SCHEME = re.compile(r"(?:https?://|ftp://|mailto:|tel:|doi:)?(?:www\.)?", re.I)


def show_link_addresses(book: Book, _: Context) -> Book:
    """The book with the addresses of its links, in an edition that prints them."""
    if book.link_addresses is LinkAddresses.NONE:
        return book
    numbers = count(1)
    for section in book.walk():
        language = section.language or book.metadata.language
        for link, address in list(_links(section)):
            after = _last_around(link)
            if book.link_addresses is LinkAddresses.BRACKETS or is_in_note(link):
                _put_after(after, _in_span(f" ({address})", language))
            else:
                label = f" address {next(numbers)}"  # which no author can write
                add_note(after, section.body, label, language).append(_in_span(address, language))
    return book


def _links(section: Section) -> Iterator[tuple[etree._Element, str]]:
    """The links of a section whose address is not to be seen, each address once."""
    seen: set[str] = set()
    for link in section.body.iter(f"{X}a"):
        address, words = _address(link.get("href", "")), text_of(link).strip()
        if address and words and not _is_in_citation(link):
            bare = _bare(address)
            if bare not in seen and _bare(words) != bare:
                yield link, address
            seen.add(bare)


def _address(target: str) -> str:
    """The address of an external link as it is printed; "" for other links."""
    match = _SHOWN.fullmatch(target)
    return _NOT_ASCII.sub(_decoded, match[1] or target) if match else ""


def _decoded(match: re.Match[str]) -> str:
    """Letters of other scripts as themselves, as programs show them."""
    text = unquote_to_bytes(match[0]).decode("utf-8", "replace")
    return text if text.isprintable() and "\ufffd" not in text else match[0]


def _bare(address: str) -> str:
    scheme = _SCHEME.match(address)
    return address[scheme.end() if scheme else 0 :].rstrip("/").casefold()


def _is_in_citation(link: etree._Element) -> bool:
    return any(node.get(DATA_CITES) for node in link.iterancestors(f"{X}span"))


def _last_around(link: etree._Element) -> etree._Element:
    """The outermost emphasis that ends with a link: a stop may follow that."""
    parent = link.getparent()
    if parent is None or parent.tag not in _EMPHASIS or link.tail or link.getnext() is not None:
        return link
    return _last_around(parent)


def _in_span(text: str, language: str) -> etree._Element:
    span = element("span", text, class_=LINK_ADDRESS)
    if direction(language) == "rtl":
        span.set("dir", "ltr")
    return span


def _put_after(node: etree._Element, shown: etree._Element) -> None:
    shown.tail, node.tail = node.tail, None
    node.addnext(shown)
