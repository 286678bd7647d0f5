"""Links in the text: their targets, and the words that references take from their targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import zip_longest

from lxml import etree

from publish.cache import digest
from publish.model.section import Section
from publish.model.xhtml import text_of
from publish.verification.difference import Difference, section_name
from publish.verification.entries import collapse_spaces
from publish.verification.markup import (
    X,
    has_class,
    is_locator,
    is_note,
    is_page_reference,
    notes_in,
)
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.links import Link, compare_links, read_link
from publish.verification.pages.reader.document import Document
from publish.verification.reference_texts import ReferenceTexts

# By section, and whether they are page references.
_Links = defaultdict[tuple[str, bool], list[Link]]


def check_references(finished: FinishedPages) -> Iterator[Difference]:
    """The links of each section, in order."""
    yield from _check(finished, "references", to_pages=False)


def check_page_references(finished: FinishedPages) -> Iterator[Difference]:
    """References to pages: without pages, they name the section or thing that they lead to."""
    yield from _check(finished, "page references", to_pages=True)


def _check(finished: FinishedPages, surface: str, *, to_pages: bool) -> Iterator[Difference]:
    other_inputs = finished.memo(_other_inputs)
    for opening in finished.openings_to_check:
        compare = partial(_compare_file, finished, opening, surface, to_pages)
        yield from finished.unless_verified(surface, opening, compare, other_inputs)


def _other_inputs(finished: FinishedPages) -> str:
    """A hash of what links are compared with besides their own text: words and anchors."""
    texts = finished.memo(_reference_texts)
    return digest(texts.inputs(finished.book), finished.section_map.inputs)


def _compare_file(
    finished: FinishedPages, opening: Section, surface: str, to_pages: bool
) -> Iterator[Difference]:
    expected, actual = _expected_links(finished, opening), _actual_links(finished, opening)
    for section in opening.in_file():
        pairs = zip_longest(expected[section.id, to_pages], actual[section.id, to_pages])
        for index, pair in enumerate(pairs, start=1):
            yield from compare_links(surface, f"link {index} of {section_name(section)}", *pair)


def _reference_texts(finished: FinishedPages) -> ReferenceTexts:
    return ReferenceTexts(finished.book)


def _expected_links(finished: FinishedPages, opening: Section) -> _Links:
    """The links of the book in the sections of a file."""
    texts, links = finished.memo(_reference_texts), _Links(list)
    for section in opening.in_file():
        for node in section.body.iter(f"{X}a"):
            if not _is_separate(node):
                text = collapse_spaces(texts.of(node, section) or text_of(node))
                link = Link(text, node.get("href", ""))
                links[section.id, is_page_reference(node)].append(link)
    return links


def _actual_links(finished: FinishedPages, opening: Section) -> _Links:
    """The links of the documents that show those sections."""
    document = finished.document_of(opening)
    if document is None:
        return finished.memo(_all_links)
    return _read_links(finished, opening.in_file(), [document])


def _all_links(finished: FinishedPages) -> _Links:
    return _read_links(finished, finished.book.walk(), finished.container.documents())


def _read_links(
    finished: FinishedPages, sections: Iterable[Section], documents: Iterable[Document]
) -> _Links:
    """The links of documents; those in a note come last in the section that the note is in."""
    section_of_note = _section_of_note(sections)
    links, in_notes = _Links(list), _Links(list)
    for document in documents:
        for node in document.root.iter(f"{X}a"):
            if _is_separate(node):
                continue
            note = _note_around(node)
            around = finished.section_map.section_around
            if section := section_of_note.get(note) if note else around(node):
                link = read_link(finished, document, node)
                (in_notes if note else links)[section, is_page_reference(node)].append(link)
    for key, below in in_notes.items():
        links[key] += below
    return links


def _section_of_note(sections: Iterable[Section]) -> dict[str, str]:
    """The section in whose body the book has each note."""
    return {
        note.get("id", ""): section.id for section in sections for note in notes_in(section.body)
    }


def _note_around(node: etree._Element) -> str | None:
    return next((around.get("id") for around in node.iterancestors() if is_note(around)), None)


def _is_separate(link: etree._Element) -> bool:
    """Whether a link belongs to a note or an index, which have checks of their own."""
    return is_locator(link) or has_class(link, "noteref") or has_class(link, "backlink")
