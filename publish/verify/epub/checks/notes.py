"""Notes: the numbers of calls and notes, and the links between them, document by document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lxml import etree

from publish.model.book import NotesPlace
from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.epub.finished import Finished
from publish.verify.epub.reader.document import Document, X
from publish.verify.openings import in_file, openings


def notes(finished: Finished) -> Iterator[Difference]:
    """Calls count from 1 in each document by first call; each finds its note, and the note it."""
    for opening in openings(finished.book):
        document = finished.places.home.get(opening.id)
        if document is not None:
            look = partial(_in_document, finished, opening, document)
            yield from finished.agreed.check("notes", finished.matched(opening), look)


def _in_document(finished: Finished, opening: Section, document: Document) -> Iterator[Difference]:
    yield from _amount(opening, document)
    yield from _calls(finished, document)


def _amount(opening: Section, document: Document) -> Iterator[Difference]:
    """No call and no note is lost."""
    for kind, listed in (("calls", calls_in), ("notes", notes_in)):
        right = sum(len(listed(section.body)) for section in in_file(opening))
        shown = len(listed(document.root))
        if right != shown:
            values = str(right), str(shown)
            subject = f"the file of {name(opening)}"
            yield Difference(Code.NOTE, "notes", subject, f"number of {kind}", *values)


def _calls(finished: Finished, document: Document) -> Iterator[Difference]:
    listed = {
        note.get("id", ""): note
        for holder in _holders(finished, document)
        for note in notes_in(holder.root)
    }
    numbers: dict[str, int] = {}
    for call in calls_in(document.root):
        target = (finished.places.target(call.get("href"), document.href) or "")[1:]
        number = numbers.setdefault(target, len(numbers) + 1)
        around = finished.places.around(call)
        where = name(finished.sections[around]) if around else document.href
        subject = f"note {number} called in {where}"
        yield from _differ(subject, number, call, listed.get(target))


def _holders(finished: Finished, document: Document) -> Iterator[Document]:
    """Where the notes of a document are: in itself, unless the book gathers them at its end."""
    gathered = finished.book.notes_place is NotesPlace.BOOK
    return finished.container.documents() if gathered else iter([document])


def _differ(
    subject: str, number: int, call: etree._Element, note: etree._Element | None
) -> Iterator[Difference]:
    right, shown = quoted(str(number)), "".join(call.itertext()).strip()
    if shown != str(number):
        yield Difference(Code.NOTE, "notes", subject, "number of the call", right, quoted(shown))
    if note is None:
        values = "a note", quoted(call.get("href"))
        yield Difference(Code.NOTE, "notes", subject, "target", *values)
        return
    marks = [span for span in note.iter(f"{X}span") if span.get("class") == "note-number"]
    printed = "".join(marks[0].itertext()).strip() if marks else None
    if printed != str(number):
        yield Difference(Code.NOTE, "notes", subject, "number of the note", right, quoted(printed))


def calls_in(root: etree._Element) -> list[etree._Element]:
    """The calls in reading order."""
    return [a for a in root.iter(f"{X}a") if "noteref" in a.get("class", "").split()]


def notes_in(root: etree._Element) -> list[etree._Element]:
    """The notes in the order of the file."""
    return [a for a in root.iter(f"{X}aside") if "footnote" in a.get("class", "").split()]
