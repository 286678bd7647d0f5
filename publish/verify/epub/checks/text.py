"""Every word of the book is in the file, in order, section by section and note by note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from lxml import etree

from publish.model.roles import Role
from publish.model.section import Section
from publish.verify.captions import is_caption
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.epub.checks.notes import notes_in
from publish.verify.epub.finished import Finished
from publish.verify.epub.reader.document import Document, X
from publish.verify.openings import in_file, openings
from publish.verify.wording import without_commas
from publish.verify.words import losses, words_of

_Notes = dict[str | None, etree._Element]


def text(finished: Finished) -> Iterator[Difference]:
    """The words of each section's own text, then those of its notes."""
    for opening in openings(finished.book):
        look = partial(_in_file, finished, opening)
        yield from finished.agreed.check("text", finished.matched(opening), look)


def _in_file(finished: Finished, opening: Section) -> Iterator[Difference]:
    """The words of the sections that share a file."""
    document = finished.document_of(opening)
    notes = _notes([document]) if document else finished.once(_all_notes)
    for section in in_file(opening):
        yield from _section(finished, section, notes)


def _all_notes(finished: Finished) -> _Notes:
    return _notes(finished.container.documents())


def _notes(documents: Iterable[Document]) -> _Notes:
    return {note.get("id"): note for each in documents for note in notes_in(each.root)}


def _section(finished: Finished, section: Section, notes: _Notes) -> Iterator[Difference]:
    element = finished.places.element(section.id)
    if element is None:
        subject, place = name(section), quoted(f"#{section.id}")
        yield Difference(Code.MISSING, "text", subject, "element", place, "nothing")
        return
    expected, found = words_of(section.body, _apart), _own(finished, element)
    if section.role is Role.INDEX:
        expected, found = without_commas(expected), without_commas(found)
    yield from _differ(name(section), expected, found)
    for note in notes_in(section.body):
        shown = notes.get(note.get("id"))
        subject = f"note #{note.get('id')} of {name(section)}"
        found = [] if shown is None else words_of(shown, _told_elsewhere)
        yield from _differ(subject, words_of(note, _told_elsewhere), found)


def _own(finished: Finished, element: etree._Element) -> list[str]:
    """The words of a section's element without its heading, its notes and the sections below."""

    def skip(node: etree._Element) -> bool:
        below = node.tag == f"{X}section" and node.get("id") in finished.sections
        heading = "heading" in node.get("class", "").split()
        return below or heading or _apart(node)

    return words_of(element, skip)


def _apart(node: etree._Element) -> bool:
    """A note, which stands at the end of the file, or what another surface looks at."""
    note = node.tag == f"{X}aside" and "footnote" in node.get("class", "").split()
    return note or is_caption(node) or _told_elsewhere(node)


def _told_elsewhere(node: etree._Element) -> bool:
    """The words of links are held by `references`, the numbers of notes by `notes`."""
    return node.tag == f"{X}a" or "note-number" in node.get("class", "").split()


def _differ(subject: str, expected: list[str], found: list[str]) -> Iterator[Difference]:
    for loss in losses(expected, found):
        place = f"words after {quoted(loss.before)}" if loss.before else "first words"
        values = (quoted(words or None) for words in (loss.expected, loss.found))
        yield Difference(Code.WORDS, "text", subject, place, *values)
