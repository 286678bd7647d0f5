"""A link of the text, as the book has it or as a document of the EPUB has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from publish.model.xhtml import text_of
from publish.verification.difference import Code, Difference, quoted
from publish.verification.entries import collapse_spaces
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.reader.document import Document

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)  # a scheme (RFC 3986, 3.1)


class Link(msgspec.Struct, frozen=True):
    """A link: its words and its target."""

    text: str
    target: str


def read_link(finished: FinishedPages, document: Document, node: etree._Element) -> Link:
    """The link of an element `a` in a document."""
    address = node.get("href", "")
    inside = finished.section_map.target(address, document.href) or ""
    return Link(collapse_spaces(text_of(node)), address if _OUTSIDE.match(address) else inside)


def compare_links(
    surface: str, subject: str, expected: Link | None, actual: Link | None
) -> Iterator[Difference]:
    """The differences between two links; None is a link that does not exist."""
    if expected is None or actual is None:
        texts = (link.text if link else None for link in (expected, actual))
        yield Difference(Code.REFERENCE, surface, subject, "link", *map(quoted, texts))
        return
    if expected.target != actual.target:
        values = quoted(expected.target), quoted(actual.target)
        yield Difference(Code.REFERENCE, surface, subject, "target", *values)
    if expected.text != actual.text:
        values = quoted(expected.text), quoted(actual.text)
        yield Difference(Code.REFERENCE, surface, subject, "words", *values)
