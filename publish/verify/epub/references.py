"""Links inside the text: where each leads, and the words of those that took them from there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree

from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.entries import one_line
from publish.verify.epub.container import Document, X
from publish.verify.epub.finished import Finished
from publish.verify.wording import Wordings

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)  # a scheme (RFC 3986, 3.1)
_OF_NOTES = frozenset({"noteref", "backlink"})


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: its words and where it leads."""

    text: str
    target: str


def references(finished: Finished) -> Iterator[Difference]:
    """The links of each section, in order, against those of the book."""
    found = _found(finished)
    wordings = Wordings(finished.sections, finished.book.captions)
    for section in finished.book.walk():
        pairs = zip_longest(_wanted(wordings, section), found[section.id])
        for index, (wanted, shown) in enumerate(pairs, start=1):
            subject = f"link {index} of {name(section)}"
            yield from _differ(subject, wanted, shown)


def _wanted(wordings: Wordings, section: Section) -> Iterator[Link]:
    for link in section.body.iter(f"{X}a"):
        if not _of_notes(link):
            own = "".join(link.itertext())
            yield Link(one_line(wordings.of(link) or own), link.get("href", ""))


def _found(finished: Finished) -> dict[str, list[Link]]:
    """The links of the file by section; those in a note follow in the section that keeps it."""
    keepers = _keepers(finished)
    text: dict[str, list[Link]] = {}
    below: dict[str, list[Link]] = {}
    for document in finished.container.documents():
        for node in document.root.iter(f"{X}a"):
            note = _note_around(node)
            around = keepers.get(note) if note else finished.places.around(node)
            if around and not _of_notes(node):
                found = below if note else text
                found.setdefault(around, []).append(_link(finished, document, node))
    return {each: text.get(each, []) + below.get(each, []) for each in finished.sections}


def _link(finished: Finished, document: Document, node: etree._Element) -> Link:
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


def _of_notes(link: etree._Element) -> bool:
    return not _OF_NOTES.isdisjoint(link.get("class", "").split())


def _differ(subject: str, wanted: Link | None, shown: Link | None) -> Iterator[Difference]:
    if wanted is None or shown is None:
        values = (quoted(link.text if link else None) for link in (wanted, shown))
        yield Difference(Code.REFERENCE, "references", subject, "link", *values)
        return
    if wanted.target != shown.target:
        values = (quoted(link.target) for link in (wanted, shown))
        yield Difference(Code.REFERENCE, "references", subject, "target", *values)
    if wanted.text != shown.text:
        values = (quoted(link.text) for link in (wanted, shown))
        yield Difference(Code.REFERENCE, "references", subject, "words", *values)
