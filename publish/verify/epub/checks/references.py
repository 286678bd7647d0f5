"""Links inside the text: where each leads, and the words of those that took them from there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import zip_longest

import msgspec
from lxml import etree

from publish.cache import digest
from publish.model.section import Section
from publish.model.xhtml import text_of
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.entries import one_line
from publish.verify.epub.finished import Finished
from publish.verify.epub.reader.document import Document, X
from publish.verify.openings import in_file, openings
from publish.verify.wording import Wordings, is_locator, is_page_reference

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)  # a scheme (RFC 3986, 3.1)

_OF_NOTES = frozenset({"noteref", "backlink"})


class Link(msgspec.Struct, frozen=True):
    """A link in a text: its words and where it leads."""

    text: str
    target: str


# By section, and whether they ask for a page.
_Links = defaultdict[tuple[str, bool], list[Link]]


def references(finished: Finished) -> Iterator[Difference]:
    """The links of each section, in order, against those of the book."""
    yield from _compare(finished, "references", of_pages=False)


def page_references(finished: Finished) -> Iterator[Difference]:
    """References to pages: without pages, they name the section or thing that they lead to."""
    yield from _compare(finished, "page references", of_pages=True)


def _compare(finished: Finished, surface: str, *, of_pages: bool) -> Iterator[Difference]:
    rest = finished.once(_elsewhere_told)
    for opening in openings(finished.book):
        look = partial(_in_file, finished, opening, surface, of_pages)
        yield from finished.agreed.check(surface, finished.matched(opening), look, rest)


def _elsewhere_told(finished: Finished) -> str:
    """A hash of what is held against links beside their own text: words, and where anchors are."""
    return digest(finished.once(_wordings).state(finished.book), finished.places.state)


def _in_file(
    finished: Finished, opening: Section, surface: str, of_pages: bool
) -> Iterator[Difference]:
    right, shown = _wanted(finished, opening), _shown(finished, opening)
    for section in in_file(opening):
        pairs = zip_longest(right[section.id, of_pages], shown[section.id, of_pages])
        for index, (wanted, found) in enumerate(pairs, start=1):
            subject = f"link {index} of {name(section)}"
            yield from differ(surface, subject, wanted, found)


def _wordings(finished: Finished) -> Wordings:
    return Wordings(finished.sections, finished.book.captions)


def _wanted(finished: Finished, opening: Section) -> _Links:
    """The links of the book in the sections of a file."""
    wordings, wanted = finished.once(_wordings), _Links(list)
    for section in in_file(opening):
        for node in section.body.iter(f"{X}a"):
            if not _elsewhere(node):
                text = one_line(wordings.of(node) or text_of(node))
                link = Link(text, node.get("href", ""))
                wanted[section.id, is_page_reference(node)].append(link)
    return wanted


def _shown(finished: Finished, opening: Section) -> _Links:
    """The links of the documents that show those sections."""
    document = finished.document_of(opening)
    return _read(finished, in_file(opening), [document]) if document else finished.once(_all)


def _all(finished: Finished) -> _Links:
    return _read(finished, finished.book.walk(), finished.container.documents())


def _read(finished: Finished, sections: Iterable[Section], documents: Iterable[Document]) -> _Links:
    """The links of documents; those in a note follow in the section that keeps it."""
    keepers = _keepers(sections)
    text, below = _Links(list), _Links(list)
    for document in documents:
        for node in document.root.iter(f"{X}a"):
            if _elsewhere(node):
                continue
            note = _note_around(node)
            around = keepers.get(note) if note else finished.places.around(node)
            if around:
                found = below if note else text
                link = read_link(finished, document, node)
                found[around, is_page_reference(node)].append(link)
    for place, links in below.items():
        text[place] += links
    return text


def read_link(finished: Finished, document: Document, node: etree._Element) -> Link:
    """A link of a document as the reader has it."""
    written = node.get("href", "")
    inside = finished.places.target(written, document.href) or ""
    target = written if _OUTSIDE.match(written) else inside
    return Link(one_line(text_of(node)), target)


def _keepers(sections: Iterable[Section]) -> dict[str, str]:
    """The section in whose body the book keeps each note."""
    return {
        aside.get("id", ""): section.id
        for section in sections
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
