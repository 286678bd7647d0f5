"""Numbers the notes by chapter, and links each call to its note.

A call becomes `<a class="noteref" id="call-…" href="#note-…">3</a>`; its note, an aside in the same
body, begins with `<span class="note-number">3</span>`.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from lxml import etree
from msgspec.structs import replace

from publish.context import Context
from publish.model.book import Book
from publish.model.markup import (
    DATA_NOTE,
    FOOTNOTE,
    MATHML,
    NOTE_CALL,
    NOTE_NUMBER,
    X,
    has_class,
    note_calls,
    notes_of,
)
from publish.model.names import Names
from publish.model.note import Note
from publish.model.section import Section

NARROW_SPACE = "\u202f"  # at which no line breaks
_RAISED = frozenset({f"{X}sup", f"{{{MATHML}}}msup", f"{{{MATHML}}}msubsup"})


def number_notes(book: Book, _: Context) -> Book:
    """The book with its notes, numbered from 1 in each file in the order of their first calls."""
    notes: dict[str, tuple[Note, ...]] = {}
    for opening in book.opening_sections():
        sections = list(opening.in_file())
        numbered = _number_calls(opening.id, sections, book.names)
        for section in sections:
            notes[section.id] = tuple(_number_notes(section, numbered))
    return replace(book, sections=tuple(_with_notes(section, notes) for section in book.sections))


def note_numbers(sections: Iterable[Section]) -> dict[str, int]:
    """The number that each note of a file gets, by its label."""
    labels = (call.get(DATA_NOTE, "") for call in _in_order(sections))
    return {label: number for number, label in enumerate(dict.fromkeys(labels), start=1)}


def _in_order(sections: Iterable[Section]) -> Iterator[etree._Element]:
    """The calls of a file, those in a note right after its first call; all of a note before those
    in the notes that it calls, as they are read at the foot of a page."""
    trees = [tree for section in sections for tree in (section.title_markup, section.body)]
    calls = [call for tree in trees for call in note_calls(tree)]
    outside = [call for call in calls if not is_in_note(call)]
    if len(outside) == len(calls):  # as in nearly every file
        yield from calls
        return
    notes = {note.get(DATA_NOTE): note for tree in trees for note in notes_of(tree)}
    for first in outside:
        waiting = deque([first])
        while waiting:
            yield (call := waiting.popleft())
            note = notes.pop(call.get(DATA_NOTE), None)
            if note is not None:
                waiting += note_calls(note)


def is_in_note(node: etree._Element) -> bool:
    """Whether an element is in a note, in a text whose notes are in it."""
    return any(has_class(around, FOOTNOTE) for around in node.iterancestors(f"{X}aside"))


def _part_from_raised(call: etree._Element) -> None:
    """Put a space between a call and what is raised right before it: ² ³ is not ²³."""
    before, around = call.getprevious(), call.getparent()
    if before is None and around is not None and _ends_raised(around.text):
        around.text = f"{around.text}{NARROW_SPACE}"
    elif before is not None and _is_raised(before):
        before.tail = f"{before.tail or ''}{NARROW_SPACE}"


def _is_raised(node: etree._Element) -> bool:
    """Whether what an element ends with, right before the text after it, is raised."""
    while not node.tail:
        if node.tag in _RAISED or has_class(node, NOTE_CALL):
            return True
        if not len(node):
            return _ends_raised(node.text)
        node = node[-1]
    return _ends_raised(node.tail)


def _ends_raised(text: str | None) -> bool:
    return unicodedata.decomposition(text[-1]).startswith("<super>") if text else False


class _NumberedNote(msgspec.Struct, frozen=True):
    """The number of a note in its file, and the names of the note and of its first call."""

    number: int
    name: str
    call: str


def _number_calls(file: str, sections: Iterable[Section], names: Names) -> dict[str, _NumberedNote]:
    """Number and link the calls of a file; what each note gets, by its label."""
    notes: dict[str, _NumberedNote] = {}
    for call in _in_order(sections):
        _part_from_raised(call)
        label = call.get(DATA_NOTE, "")
        if label not in notes:
            number = len(notes) + 1
            ids = (names.claim(f"{kind}-{file}-{number}") for kind in ("note", "call"))
            notes[label] = _NumberedNote(number, *ids)
            call.set("id", notes[label].call)
        call.set("href", f"#{notes[label].name}")
        call.text = str(notes[label].number)
    return notes


def _number_notes(section: Section, numbered: Mapping[str, _NumberedNote]) -> Iterator[Note]:
    """Number the notes of a section that are called."""
    for body in notes_of(section.body):
        label = body.get(DATA_NOTE, "")
        if label in numbered:
            each = numbered[label]
            note = Note(each.name, each.number, label, body, each.call)
            _write_number(note)
            yield note


def _write_number(note: Note) -> None:
    note.body.set("id", note.id)
    first = note.body[0] if len(note.body) else None
    parent = first if first is not None and first.tag == f"{X}p" else note.body
    span = etree.Element(f"{X}span", {"class": NOTE_NUMBER})
    span.text = str(note.number)
    text = parent.text or ""
    span.tail = " " + (text if text.strip() else "")  # not the line break before a block
    parent.text = None
    parent.insert(0, span)


def _with_notes(section: Section, notes: Mapping[str, tuple[Note, ...]]) -> Section:
    children = tuple(_with_notes(child, notes) for child in section.children)
    return replace(section, notes=notes.get(section.id, ()), children=children)
