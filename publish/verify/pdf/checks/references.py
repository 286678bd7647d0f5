"""Links in the text of a PDF: their words, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import groupby, zip_longest

from lxml import etree

from publish.model.language import localized_words
from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.entries import one_line
from publish.verify.pdf.anchors import Whereabouts
from publish.verify.pdf.checks.folios import right_folio
from publish.verify.pdf.checks.formulas import MATH
from publish.verify.pdf.checks.text import same
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.destinations import DEAD
from publish.verify.pdf.reader.structure_tree import Node, joined
from publish.verify.wording import Wordings, is_locator, is_page_reference
from publish.verify.words import bare, words_of

_X = "{http://www.w3.org/1999/xhtml}"
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)  # a scheme (RFC 3986, 3.1)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words, the section where it leads, and the page (index from 0).

    Any place in the file will do where target and page are None. `surface` is what it belongs to.
    """

    text: str
    target: str | None
    page: int | None = None
    surface: str = "references"


def references(finished: Finished) -> Iterator[Difference]:
    """The links of each section, in order, against those of the book."""
    return (found for found in finished.once(_differences) if found.surface == "references")


def page_references(finished: Finished) -> Iterator[Difference]:
    """References to pages: the number of the page on which the thing is that they lead to."""
    return (found for found in finished.once(_differences) if found.surface == "page references")


def index(finished: Finished) -> Iterator[Difference]:
    """The pages of each entry of the index, and on each of them the words that are marked."""
    yield from (found for found in finished.once(_differences) if found.surface == "index")
    whereabouts = finished.once(Whereabouts)
    for section in finished.book.walk():
        for mark in section.body.iter(f"{_X}span"):
            if mark.get("class") == "index-mark":
                yield from _marked(whereabouts, section, mark)


def _marked(
    whereabouts: Whereabouts, section: Section, mark: etree._Element
) -> Iterator[Difference]:
    marked = words_of(mark, lambda node: node.tag == MATH)
    page = whereabouts.page(mark.get("id", ""))
    if page is None or bare("".join(marked)) not in whereabouts.text(page):
        subject = f"mark #{mark.get('id')} of {name(section)}"
        where = "nowhere" if page is None else f"page {page + 1} of the file"
        values = quoted(" ".join(marked)), "other words"
        yield Difference(Code.REFERENCE, "index", subject, where, *values)


def _differences(finished: Finished) -> list[Difference]:
    return list(_compare(finished))


def _compare(finished: Finished) -> Iterator[Difference]:
    wordings = Wordings(finished.sections, finished.book.captions)
    whereabouts = finished.once(Whereabouts)
    others = finished.claimed
    noted: dict[str, list[Node]] = {}
    for note, node in _in_notes(finished):
        noted.setdefault(note, []).append(node)
    for section in finished.book.walk():
        element = finished.elements.get(section.id)
        if element is None:
            continue
        wanted = list(_all_wanted(whereabouts, finished, wordings, section))
        own = (note.get("id", "") for note in section.body.iter(f"{_X}aside"))
        below = (node for note in own for node in noted.get(note, []))
        nodes = [*_found(element, others), *below]
        found = [_shown(finished, node) for node in nodes]
        for number, pair in enumerate(zip_longest(wanted, found), start=1):
            yield from _differ(f"link {number} of {name(section)}", *pair)


def _all_wanted(
    whereabouts: Whereabouts, finished: Finished, wordings: Wordings, section: Section
) -> Iterator[Link]:
    """The links of the text, then those of its notes, which the book keeps behind it."""
    links = [a for a in section.body.iter(f"{_X}a") if a.get("class") != "noteref"]
    links.sort(key=lambda link: any(True for _ in link.iterancestors(f"{_X}aside")))
    for (_, located), group in groupby(links, key=lambda a: (a.getparent(), is_locator(a))):
        if located:
            yield from _located(whereabouts, finished, group)
        else:
            yield from (_wanted(whereabouts, finished, wordings, link) for link in group)


def _wanted(
    whereabouts: Whereabouts, finished: Finished, wordings: Wordings, link: etree._Element
) -> Link:
    target = link.get("href", "")
    anchor = target.removeprefix("#")
    page = whereabouts.page(anchor)
    in_section = target if anchor in finished.places else None
    if is_page_reference(link) and page is not None:
        pattern = localized_words(finished.book.metadata.language).page
        text = pattern.replace("{}", right_folio(finished, page))
        return Link(text, in_section, page, "page references")
    known = target if in_section or _OUTSIDE.match(target) else None
    own = " ".join(words_of(link, lambda node: node.tag == MATH))  # drawings are told elsewhere
    return Link(one_line(wordings.of(link) or own), known, page)


def _located(
    whereabouts: Whereabouts, finished: Finished, links: Iterable[etree._Element]
) -> Iterator[Link]:
    """The pages of an entry; a page goes that its neighbour names too, “14, 14–18” is “14–18”."""
    spans: list[tuple[int, int]] = []
    for link in links:
        first = whereabouts.page(link.get("href", "").removeprefix("#"))
        last = whereabouts.page(link.get("data-end", "")) if link.get("data-end") else first
        if first is None or last is None:
            continue  # told of the mark itself
        before = spans[-1] if spans else (-1, -1)
        if before[0] <= first <= last <= before[1]:
            continue
        if first <= before[0] and before[1] <= last:
            spans.pop()
        spans.append((first, last))
    for first, last in spans:
        ends = dict.fromkeys([right_folio(finished, first), right_folio(finished, last)])
        yield Link("–".join(ends), None, first, "index")


def _found(element: Node, others: Set[int]) -> Iterator[Node]:
    """The links in a section's own text, without its notes."""
    for kid in element.nodes():
        if not (id(kid) in others or kid.role in ("Reference", "Note")):
            if kid.role == "Link":
                yield kid
            yield from _found(kid, others)


def _in_notes(finished: Finished) -> Iterator[tuple[str, Node]]:
    """The links in notes with the note's id; the number of a note may lead back to its call."""
    for note in finished.nodes:
        if note.role == "Note":
            numbers = {id(n) for label in note.walk() if label.role == "Lbl" for n in label.nodes()}
            for node in _found(note, numbers):
                yield note.id, node


def _shown(finished: Finished, node: Node) -> Link:
    text = joined(node.words())
    if not node.links:
        return Link(text, DEAD)
    place = finished.destinations.place(node.links[0])
    return Link(text, finished.target(node.links[0]), place.page if place else None)


def _differ(subject: str, wanted: Link | None, shown: Link | None) -> Iterator[Difference]:
    surface = wanted.surface if wanted else "references"
    if wanted is None or shown is None:
        values = [quoted(link.text if link else None) for link in (wanted, shown)]
        yield Difference(Code.REFERENCE, surface, subject, "link", *values)
        return
    right = wanted.target or shown.target
    if shown.target in (None, DEAD) or shown.target != right:
        values = [quoted(wanted.target), quoted(shown.target)]
        yield Difference(Code.REFERENCE, surface, subject, "target", *values)
    elif wanted.page not in (None, shown.page):
        pages = [f"page {link.page + 1}" for link in (wanted, shown) if link.page is not None]
        values = [f"{page} of the file" for page in [*pages, "no page"][:2]]
        yield Difference(Code.REFERENCE, surface, subject, "target", *values)
    if not same(wanted.text, shown.text):
        values = [quoted(wanted.text), quoted(shown.text)]
        yield Difference(Code.REFERENCE, surface, subject, "words", *values)
