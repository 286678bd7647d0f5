"""Links inside the text: where each leads, and the words of those that took them from there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree

from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.entries import one_line
from publish.verify.epub.container import Document, X
from publish.verify.epub.finished import Finished
from publish.verify.wording import Wordings, is_locator, is_page_reference

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)  # a scheme (RFC 3986, 3.1)
Belongs = Callable[[etree._Element], bool]

_OF_NOTES = frozenset({"noteref", "backlink"})


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: its words and where it leads."""

    text: str
    target: str


def references(finished: Finished) -> Iterator[Difference]:
    """The links of each section, in order, against those of the book."""
    yield from _compare(finished, "references", lambda link: not is_page_reference(link))


def page_references(finished: Finished) -> Iterator[Difference]:
    """References to pages: without pages, they name the section or thing that they lead to."""
    yield from _compare(finished, "page references", is_page_reference)


def _compare(finished: Finished, surface: str, belongs: Belongs) -> Iterator[Difference]:
    links, wordings = finished.once(_links), finished.once(_wordings)
    for section in finished.book.walk():
        shown = (read_link(finished, *link) for link in links[section.id] if belongs(link[1]))
        pairs = zip_longest(_wanted(wordings, section, belongs), shown)
        for index, (wanted, found) in enumerate(pairs, start=1):
            subject = f"link {index} of {name(section)}"
            yield from differ(surface, subject, wanted, found)


def _wordings(finished: Finished) -> Wordings:
    return Wordings(finished.sections, finished.book.captions)


def _wanted(wordings: Wordings, section: Section, belongs: Belongs) -> Iterator[Link]:
    for link in section.body.iter(f"{X}a"):
        if belongs(link) and not _elsewhere(link):
            own = "".join(link.itertext())
            yield Link(one_line(wordings.of(link) or own), link.get("href", ""))


def _links(finished: Finished) -> dict[str, list[tuple[Document, etree._Element]]]:
    """The links of the file by section; those in a note follow in the section that keeps it."""
    keepers = _keepers(finished)
    text: dict[str, list[tuple[Document, etree._Element]]] = {}
    below: dict[str, list[tuple[Document, etree._Element]]] = {}
    for document in finished.container.documents():
        for node in document.root.iter(f"{X}a"):
            if _elsewhere(node):
                continue
            note = _note_around(node)
            around = keepers.get(note) if note else finished.places.around(node)
            if around:
                found = below if note else text
                found.setdefault(around, []).append((document, node))
    return {each: text.get(each, []) + below.get(each, []) for each in finished.sections}


def read_link(finished: Finished, document: Document, node: etree._Element) -> Link:
    """A link of a document as the reader has it."""
    written = node.get("href", "")
    inside = finished.places.target(written, document.href) or ""
    target = written if _OUTSIDE.match(written) else inside
    return Link(one_line("".join(node.itertext())), target)


def _keepers(finished: Finished) -> dict[str, str]:
    """The section in whose body the book keeps each note."""
    return {
        aside.get("id", ""): section.id
        for section in finished.book.walk()
        for aside in section.body.iter(f"{X}aside")
    }


def _note_around(node: etree._Element) -> str | None:
    return next((aside.get("id") for aside in node.iterancestors(f"{X}aside")), None)


def _elsewhere(link: etree._Element) -> bool:
    """Whether a link is that of a note or of an index, which are surfaces of their own."""
    return is_locator(link) or not _OF_NOTES.isdisjoint(link.get("class", "").split())


def differ(
    surface: str, subject: str, wanted: Link | None, shown: Link | None
) -> Iterator[Difference]:
    """What of one link differs from what the book has."""
    if wanted is None or shown is None:
        values = (quoted(link.text if link else None) for link in (wanted, shown))
        yield Difference(Code.REFERENCE, surface, subject, "link", *values)
        return
    if wanted.target != shown.target:
        values = (quoted(link.target) for link in (wanted, shown))
        yield Difference(Code.REFERENCE, surface, subject, "target", *values)
    if wanted.text != shown.text:
        values = (quoted(link.text) for link in (wanted, shown))
        yield Difference(Code.REFERENCE, surface, subject, "words", *values)
