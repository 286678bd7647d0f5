"""Numbers the notes by chapter, and ties each call to its note.

A call becomes `<a class="noteref" id="call-…" href="#note-…">3</a>`; its note, an aside in the same
body, begins with `<span class="note-number">3</span>`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.section import Section
from publish.model.xhtml import X

_CALLS, _NOTES = f"{X}a", f"{X}aside"


def number_notes(book: Book, _: Report) -> Book:
    """Notes count from 1 in each file of the book, in the order of their first calls."""
    for opening, run in sections_by_file(book.sections):
        numbers: dict[str, int] = {}
        found = [node for section in run for node in section.body.iter(_CALLS, _NOTES)]
        for call in found:
            if call.tag == _CALLS and call.get("class") == "noteref":
                _number_call(call, opening.id, numbers)
        for aside in found:
            label = aside.get("data-note") if aside.tag == _NOTES else None
            if label in numbers:
                _number_note(aside, opening.id, numbers[label])
    return book


def sections_by_file(sections: tuple[Section, ...]) -> Iterator[tuple[Section, list[Section]]]:
    """Each section that opens a file, with all that share the file, itself first.

    Notes are counted anew in each of these runs.
    """
    for section in sections:
        yield section, list(_same_file(section))
        yield from sections_by_file(tuple(s for s in _inside(section) if s.href))


def _inside(section: Section) -> Iterator[Section]:
    """The nearest sections below that open a file of their own."""
    for child in section.children:
        if child.href:
            yield child
        else:
            yield from _inside(child)


def _same_file(section: Section) -> Iterator[Section]:
    yield section
    for child in section.children:
        if not child.href:
            yield from _same_file(child)


def _number_call(call: etree._Element, file: str, numbers: dict[str, int]) -> None:
    label = call.get("data-note", "")
    again = label in numbers
    number = numbers.setdefault(label, len(numbers) + 1)
    if not again:
        call.set("id", f"call-{file}-{number}")
    call.set("href", f"#note-{file}-{number}")
    call.text = str(number)


def _number_note(aside: etree._Element, file: str, number: int) -> None:
    aside.set("id", f"note-{file}-{number}")
    home = aside[0] if len(aside) and aside[0].tag == f"{X}p" else aside
    mark = etree.Element(f"{X}span", {"class": "note-number"})
    mark.text = str(number)
    words = home.text or ""
    mark.tail = " " + (words if words.strip() else "")  # blocks stand in lines of their own
    home.text = None
    home.insert(0, mark)
