"""Every word of the book is in the file, in order, section by section and note by note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from lxml import etree

from publish.model.roles import Role
from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import X, has_class, is_caption, is_note, is_note_number, notes_in
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.reader.document import Document
from publish.verification.reference_texts import without_commas
from publish.verification.words import word_differences, words_of

_Notes = dict[str | None, etree._Element]


def check_text(finished: FinishedPages) -> Iterator[Difference]:
    """The words of each section's own text, then those of its notes."""
    for opening in finished.openings_to_check:
        compare = partial(_compare_file, finished, opening)
        yield from finished.unless_verified("text", opening, compare)


def _compare_file(finished: FinishedPages, opening: Section) -> Iterator[Difference]:
    """The words of the sections that share a file."""
    document = finished.document_of(opening)
    notes = _notes([document]) if document else finished.memo(_all_notes)
    for section in opening.in_file():
        yield from _compare_section(finished, section, notes)


def _all_notes(finished: FinishedPages) -> _Notes:
    return _notes(finished.container.documents())


def _notes(documents: Iterable[Document]) -> _Notes:
    return {note.get("id"): note for each in documents for note in notes_in(each.root)}


def _compare_section(
    finished: FinishedPages, section: Section, notes: _Notes
) -> Iterator[Difference]:
    element = finished.section_map.element(section.id)
    if element is None:
        subject, place = section_name(section), quoted(f"#{section.id}")
        yield Difference(Code.MISSING, "text", subject, "element", place, "nothing")
        return
    expected, actual = words_of(section.body, _is_separate), _own_words(finished, element)
    if section.role is Role.INDEX:
        expected, actual = without_commas(expected), without_commas(actual)
    yield from _compare(section_name(section), expected, actual)
    for note in notes_in(section.body):
        shown = notes.get(note.get("id"))
        subject = f"note #{note.get('id')} of {section_name(section)}"
        actual = [] if shown is None else words_of(shown, _is_link_or_number)
        yield from _compare(subject, words_of(note, _is_link_or_number), actual)


def _own_words(finished: FinishedPages, element: etree._Element) -> list[str]:
    """The words of a section's element without its heading, its notes and the sections below."""

    def skip(node: etree._Element) -> bool:
        below = node.tag == f"{X}section" and node.get("id") in finished.sections
        return below or has_class(node, "heading") or _is_separate(node)

    return words_of(element, skip)


def _is_separate(node: etree._Element) -> bool:
    """Whether an element is a note, which is at the end of the file, or has its own check."""
    return is_note(node) or is_caption(node) or _is_link_or_number(node)


def _is_link_or_number(node: etree._Element) -> bool:
    """Whether `references` or `notes` checks the words of an element."""
    return node.tag == f"{X}a" or is_note_number(node)


def _compare(subject: str, expected: Sequence[str], actual: Sequence[str]) -> Iterator[Difference]:
    for each in word_differences(expected, actual):
        aspect = f"words after {quoted(each.before)}" if each.before else "first words"
        values = quoted(each.expected or None), quoted(each.actual or None)
        yield Difference(Code.WORDS, "text", subject, aspect, *values)
