"""The links in the text of a book, and those that a finished PDF has in their position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import groupby, zip_longest

from lxml import etree

from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.entries import collapse_spaces
from publish.verification.markup import (
    MATH,
    X,
    is_locator,
    is_note,
    is_page_reference,
    notes_in,
)
from publish.verification.pdf.anchors import AnchorPages
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.page_numbers import expected_folio
from publish.verification.pdf.reader.destinations import NOWHERE
from publish.verification.pdf.reader.structure_tree import (
    MarkedContent,
    StructureElement,
    printed_text,
)
from publish.verification.reference_texts import ReferenceTexts
from publish.verification.words import same_text, words_of

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)  # a scheme (RFC 3986, 3.1)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words, the section that it leads to, and the page (index from 0).

    Where target and page are None, any place in the file is right.
    """

    text: str
    target: str | None
    page: int | None = None
    surface: str = "references"


def link_differences(finished: FinishedPdf) -> list[Difference]:
    """The differences in the links of all sections, whatever surface they belong to."""
    return list(_compare_all(finished))


def _compare_all(finished: FinishedPdf) -> Iterator[Difference]:
    expected_links = _ExpectedLinks(finished)
    by_note: dict[str, list[StructureElement]] = {}
    for note in (element for element in finished.elements if element.role == "Note"):
        by_note.setdefault(note.id, []).extend(_note_links(note))
    for section in finished.book.walk():
        element = finished.section_elements.get(section.id)
        if element is None:
            continue
        names = (note.get("id", "") for note in notes_in(section.body))
        in_notes = (node for name in names for node in by_note.get(name, []))
        nodes = (*_links(element, finished.section_element_ids), *in_notes)
        actual_links = (_read(finished, node) for node in nodes)
        pairs = zip_longest(expected_links.of(section), actual_links)
        for number, pair in enumerate(pairs, start=1):
            yield from _compare(f"link {number} of {section_name(section)}", *pair)


class _ExpectedLinks:
    """The links that the pages of a section should have."""

    def __init__(self, finished: FinishedPdf) -> None:
        self._finished = finished
        self._anchors = finished.memo(AnchorPages)
        self._reference_texts = ReferenceTexts(finished.book)

    def of(self, section: Section) -> Iterator[Link]:
        """The links of the text, then those of its notes, which the book has after it."""
        links = [a for a in section.body.iter(f"{X}a") if not _is_left_out(a)]
        links.sort(key=lambda link: any(map(is_note, link.iterancestors())))
        for (_, in_index), group in groupby(links, key=lambda a: (a.getparent(), is_locator(a))):
            if in_index:
                yield from self._locators(group)
            else:
                yield from (self._link(link, section) for link in group)

    def _link(self, link: etree._Element, home: Section) -> Link:
        target = link.get("href", "")
        anchor = target.removeprefix("#")
        page = self._anchors.page(anchor)
        section = target if anchor in self._finished.section_positions else None
        if is_page_reference(link) and page is not None:
            pattern = self._finished.book.metadata.words.page
            text = pattern.replace("{}", expected_folio(self._finished, page))
            return Link(text, section, page, "page references")
        known = target if section or _OUTSIDE.match(target) else None
        own = " ".join(words_of(link, lambda node: node.tag == MATH))  # `formulas` has those
        return Link(collapse_spaces(self._reference_texts.of(link, home) or own), known, page)

    def _locators(self, links: Iterable[etree._Element]) -> Iterator[Link]:
        """The pages of an index entry, without those in a neighbouring span: “14, 14–18” is
        “14–18”."""
        spans: list[tuple[int, int]] = []
        for link in links:
            first = self._anchors.page(link.get("href", "").removeprefix("#"))
            last = self._anchors.page(link.get("data-end", "")) if link.get("data-end") else first
            if first is None or last is None:
                continue  # the index reports the marks themselves
            before = spans[-1] if spans else (-1, -1)
            if before[0] <= first <= last <= before[1]:
                continue
            if first <= before[0] and before[1] <= last:
                spans.pop()
            spans.append((first, last))
        for span in spans:
            ends = dict.fromkeys(expected_folio(self._finished, page) for page in span)
            yield Link("–".join(ends), None, span[0], "index")


def _is_left_out(link: etree._Element) -> bool:
    """Whether a link is a call, or leads back from the bibliography, which pages do not do."""
    return link.get("class") == "noteref" or link.get("role") == "doc-backlink"


def _links(element: StructureElement, others: Set[int]) -> Iterator[StructureElement]:
    """The links in a section's own text, without its notes."""
    for kid in element.kids:
        if isinstance(kid, MarkedContent) or kid.role in ("Reference", "Note") or id(kid) in others:
            continue
        if kid.role == "Link":
            yield kid
        yield from _links(kid, others)


def _note_links(note: StructureElement) -> Iterator[StructureElement]:
    """The links in a note, but for the link from its number to the call."""
    number = next((node for node in note.walk() if node.role == "Lbl"), None)
    return _links(note, set(map(id, number.elements())) if number else set())


def _read(finished: FinishedPdf, node: StructureElement) -> Link:
    text = printed_text(node.undrawn_content())
    if not node.links:
        return Link(text, NOWHERE)
    position = finished.destinations.position(node.links[0])
    return Link(text, finished.target(node.links[0]), position.page if position else None)


def _compare(subject: str, expected: Link | None, actual: Link | None) -> Iterator[Difference]:
    surface = expected.surface if expected else "references"
    if expected is None or actual is None:
        values = [quoted(link.text if link else None) for link in (expected, actual)]
        yield Difference(Code.REFERENCE, surface, subject, "link", *values)
        return
    right = expected.target or actual.target
    if actual.target in (None, NOWHERE) or actual.target != right:
        values = [quoted(expected.target), quoted(actual.target)]
        yield Difference(Code.REFERENCE, surface, subject, "target", *values)
    elif expected.page not in (None, actual.page):
        pages = [f"page {link.page + 1}" for link in (expected, actual) if link.page is not None]
        values = [f"{page} of the file" for page in [*pages, "no page"][:2]]
        yield Difference(Code.REFERENCE, surface, subject, "target", *values)
    if not same_text(expected.text, actual.text):
        values = [quoted(expected.text), quoted(actual.text)]
        yield Difference(Code.REFERENCE, surface, subject, "words", *values)
