"""Links in the text of a PDF: their words, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree

from publish.model.language import words
from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.entries import one_line
from publish.verify.pdf.destinations import DEAD, Destinations
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.folios import right_folio
from publish.verify.pdf.text import same
from publish.verify.pdf.tree import Node, joined
from publish.verify.wording import Wordings, is_worded

_X = "{http://www.w3.org/1999/xhtml}"
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)  # a scheme (RFC 3986, 3.1)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words and where it leads; any place in the file will do where that is None."""

    text: str
    target: str | None


def references(finished: Finished) -> Iterator[Difference]:
    """The links of each section, in order, against those of the book."""
    wordings = Wordings(finished.sections, finished.book.captions)
    destinations = Destinations(finished)
    others = {id(node) for node in finished.elements.values()}
    for section in finished.book.walk():
        element = finished.elements.get(section.id)
        if element is None:
            continue
        wanted = [_wanted(finished, wordings, link) for link in _links(section)]
        text, below = _found(element, others - {id(element)}, noted=False)
        found = [Link(joined(n.marks()), _target(destinations, n)) for n in (*text, *below)]
        for index, pair in enumerate(zip_longest(wanted, found), start=1):
            yield from _differ(f"link {index} of {name(section)}", *pair)


def _links(section: Section) -> list[etree._Element]:
    """The links of the text, then those of its notes, which the book keeps behind it."""
    links = [a for a in section.body.iter(f"{_X}a") if a.get("class") != "noteref"]
    return sorted(links, key=lambda link: any(True for _ in link.iterancestors(f"{_X}aside")))


def _wanted(finished: Finished, wordings: Wordings, link: etree._Element) -> Link:
    own = "".join(link.itertext())
    target = link.get("href", "")
    place = finished.places.get(target.removeprefix("#"))
    if is_worded(link) and "page" in link.get("class", "").split() and place:
        pattern = words(finished.book.metadata.language).page
        return Link(pattern.replace("{}", right_folio(finished, place.page)), target)
    known = place is not None or _OUTSIDE.match(target)
    return Link(one_line(wordings.of(link) or own), target if known else None)


def _found(element: Node, others: set[int], *, noted: bool) -> tuple[list[Node], list[Node]]:
    """The link elements of a section: those of its text, and those of its notes."""
    text: list[Node] = []
    below: list[Node] = []
    for kid in element.nodes():
        if id(kid) in others or kid.role == "Reference":
            continue
        in_note = noted or kid.role == "Note"
        if kid.role == "Link":
            (below if in_note else text).append(kid)
        deeper = _found(kid, others, noted=in_note)
        text += deeper[0]
        below += deeper[1]
    return text, below


def _target(destinations: Destinations, node: Node) -> str:
    return destinations.target(node.links[0]) if node.links else DEAD


def _differ(subject: str, wanted: Link | None, shown: Link | None) -> Iterator[Difference]:
    if wanted is None or shown is None:
        values = [quoted(link.text if link else None) for link in (wanted, shown)]
        yield Difference(Code.REFERENCE, "references", subject, "link", *values)
        return
    right = wanted.target or shown.target
    if shown.target in (None, DEAD) or shown.target != right:
        values = [quoted(wanted.target), quoted(shown.target)]
        yield Difference(Code.REFERENCE, "references", subject, "target", *values)
    if not same(wanted.text, shown.text):
        values = [quoted(wanted.text), quoted(shown.text)]
        yield Difference(Code.REFERENCE, "references", subject, "words", *values)
