"""Numbers the notes by chapter, and links each call to its note.

A call becomes `<a class="noteref" id="call-…" href="#note-…">3</a>`; its note, an aside in the same
body, begins with `<span class="note-number">3</span>`.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from publish.context import Context
from publish.model.book import Book
from publish.model.markup import DATA_NOTE, NOTE_CALL, NOTE_NUMBER, X, has_class
from publish.model.section import Section

_CALL, _NOTE = f"{X}a", f"{X}aside"


def number_notes(book: Book, _: Context) -> Book:
    """Number the notes from 1 in each file of the book, in the order of their first calls."""
    for first in book.opening_sections():
        numbers: dict[str, int] = {}
        nodes = [node for section in first.in_file() for node in section.body.iter(_CALL, _NOTE)]
        for call in nodes:
            if call.tag == _CALL and has_class(call, NOTE_CALL):
                _number_call(call, first.id, numbers)
        for aside in nodes:
            label = aside.get(DATA_NOTE) if aside.tag == _NOTE else None
            if label in numbers:
                _number_note(aside, first.id, numbers[label])
    return book


def note_numbers(sections: Iterable[Section]) -> dict[str, int]:
    """The number that each note of a file gets, by its label."""
    calls = (call for section in sections for call in section.body.iter(_CALL))
    labels = (call.get(DATA_NOTE, "") for call in calls if has_class(call, NOTE_CALL))
    return {label: number for number, label in enumerate(dict.fromkeys(labels), start=1)}


def _number_call(call: etree._Element, file: str, numbers: dict[str, int]) -> None:
    label = call.get(DATA_NOTE, "")
    is_first = label not in numbers
    number = numbers.setdefault(label, len(numbers) + 1)
    if is_first:
        call.set("id", f"call-{file}-{number}")
    call.set("href", f"#note-{file}-{number}")
    call.text = str(number)


def _number_note(aside: etree._Element, file: str, number: int) -> None:
    aside.set("id", f"note-{file}-{number}")
    parent = aside[0] if len(aside) and aside[0].tag == f"{X}p" else aside
    span = etree.Element(f"{X}span", {"class": NOTE_NUMBER})
    span.text = str(number)
    text = parent.text or ""
    span.tail = " " + (text if text.strip() else "")  # not the line break before a block
    parent.text = None
    parent.insert(0, span)
