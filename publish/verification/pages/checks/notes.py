"""Notes: the numbers of calls and notes, and the links between them, document by document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from lxml import etree

from publish.model.book import NotesPlace
from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import X, has_class, is_note, note_calls, notes_in
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.reader.document import Document


def check_notes(finished: FinishedPages) -> Iterator[Difference]:
    """Notes are numbered from 1 in each document, by first call; each call leads to its note."""
    for opening in finished.openings_to_check:
        document = finished.section_map.documents.get(opening.id)
        if document is not None:
            compare = partial(_compare_document, finished, opening, document)
            yield from finished.unless_verified("notes", opening, compare)


def _compare_document(
    finished: FinishedPages, opening: Section, document: Document
) -> Iterator[Difference]:
    yield from _check_counts(opening, document)
    yield from _check_calls(finished, document)


def _check_counts(opening: Section, document: Document) -> Iterator[Difference]:
    """No call and no note is lost."""
    for kind, listed in (("calls", note_calls), ("notes", notes_in)):
        trees = (tree for each in opening.in_file() for tree in (each.title_markup, each.body))
        right = sum(len(listed(tree)) for tree in trees)
        shown = len(listed(document.root))
        if right != shown:
            subject = f"the file of {section_name(opening)}"
            values = str(right), str(shown)
            yield Difference(Code.NOTE, "notes", subject, f"number of {kind}", *values)


def _check_calls(finished: FinishedPages, document: Document) -> Iterator[Difference]:
    documents = list(_documents_with_notes(finished, document))
    notes = {note.get("id", ""): note for each in documents for note in notes_in(each.root)}
    hrefs = {call: each.href for each in documents for call in note_calls(each.root)}
    within = {call for note in notes.values() for call in note_calls(note)}
    numbers: dict[str, int] = {}
    for first in note_calls(document.root):
        waiting = [first] if first not in within else []
        for call in waiting:
            href = hrefs.get(call, document.href)
            target = (finished.section_map.target(call.get("href"), href) or "")[1:]
            if target in notes and target not in numbers:  # those in a note follow its first call
                waiting += note_calls(notes[target])
            number = numbers.setdefault(target, len(numbers) + 1)
            section = finished.section_map.section_around(call)
            where = section_name(finished.sections[section]) if section else document.href
            subject = f"note {number} called in {where}"
            yield from _check_numbers(subject, number, call, notes.get(target))
    yield from _check_places(finished, documents, list(numbers))


def _check_places(
    finished: FinishedPages, documents: Sequence[Document], called: Sequence[str]
) -> Iterator[Difference]:
    """The notes of a document are where they belong, in the order of their calls."""
    notes = [note for document in documents for note in notes_in(document.root)]
    for note in notes:
        if note.get("id") in called and not _is_in_place(finished, note):
            values = "after its call", "elsewhere"
            if finished.notes_follow_text:
                values = "after the text", "in the text"
            yield Difference(Code.NOTE, "notes", f"note #{note.get('id')}", "place", *values)
    shown = [name for note in notes if (name := note.get("id", "")) in called]
    if shown != [name for name in called if name in shown]:
        first = next(a for a, b in zip(shown, called, strict=False) if a != b)
        values = "in the order of the calls", "elsewhere"
        yield Difference(Code.NOTE, "notes", f"note #{first}", "place", *values)


def _is_in_place(finished: FinishedPages, note: etree._Element) -> bool:
    """Whether a note is where the format has it; listed at the end, it is after the text."""
    listed = next(filter(_lists_notes, note.iterancestors()), None)
    if listed is not None or finished.notes_follow_text:
        return listed is not None and not _has_text_after(listed)
    block = note.getprevious()
    while block is not None and is_note(block) and not _calls(block, note):
        block = block.getprevious()
    return block is not None and _calls(block, note)


def _calls(block: etree._Element, note: etree._Element) -> bool:
    return any(call.get("href") == f"#{note.get('id')}" for call in note_calls(block))


def _lists_notes(node: etree._Element) -> bool:
    return has_class(node, "notes") or has_class(node, "endnotes")


def _has_text_after(notes: etree._Element) -> bool:
    """Whether any text of a document follows its notes."""
    around = [notes, *notes.iterancestors()]
    tails = (node.tail or "" for node in around)
    siblings = ("".join(each.itertext()) for node in around for each in node.itersiblings())
    return any(text.strip() for text in chain(tails, siblings))


def _documents_with_notes(finished: FinishedPages, document: Document) -> Iterator[Document]:
    """Where the notes of a document are: in it, unless the book gathers them at its end."""
    gathered = finished.book.notes_place is NotesPlace.BOOK
    return finished.container.documents() if gathered else iter([document])


def _check_numbers(
    subject: str, number: int, call: etree._Element, note: etree._Element | None
) -> Iterator[Difference]:
    right, shown = quoted(str(number)), "".join(call.itertext()).strip()
    if shown != str(number):
        yield Difference(Code.NOTE, "notes", subject, "number of the call", right, quoted(shown))
    if note is None:
        values = "a note", quoted(call.get("href"))
        yield Difference(Code.NOTE, "notes", subject, "target", *values)
        return
    labels = [span for span in note.iter(f"{X}span") if span.get("class") == "note-number"]
    printed = "".join(labels[0].itertext()).strip() if labels else None
    if printed != str(number):
        yield Difference(Code.NOTE, "notes", subject, "number of the note", right, quoted(printed))
