"""Notes that print puts after a chapter or at the end of the book, not at the foot of a page."""

from __future__ import annotations

from lxml import etree

from publish.model.book import Book, NotesPlace
from publish.model.markup import CHAPTER_NOTES, ENDNOTE, NOTES_HEADING, X, notes_of
from publish.model.roles import Role
from publish.model.section import Section


def make_endnotes(book: Book, root: etree._Element) -> None:
    """Make every note of a document an endnote.

    Those of a chapter go after its text, under a heading; those of a book with notes at its end are
    in their section already.
    """
    notes = {note.get("id", ""): note for note in notes_of(root)}
    if book.notes_place is NotesPlace.CHAPTER:
        sections = {node.get("id", ""): node for node in root.iter(f"{X}section")}
        title = book.metadata.words.roles[Role.ENDNOTES]
        for opening in book.opening_sections():
            own_notes = [notes[note.id] for note in opening.notes_in_file() if note.id in notes]
            if own_notes and opening.id in sections:
                _append_notes(sections[opening.id], opening, own_notes, title)
    for note in notes.values():
        note.set("class", ENDNOTE)


def _append_notes(
    element: etree._Element, section: Section, notes: list[etree._Element], title: str
) -> None:
    """Put notes after the text of a section, before the sections below it with their own files."""
    group = etree.Element(f"{X}section", {"class": CHAPTER_NOTES})
    heading = etree.SubElement(group, f"{X}p", {"class": NOTES_HEADING})
    heading.text = title
    for note in notes:
        note.tail = None  # only white space follows a block
        group.append(note)
    files = {child.id for child in section.children if child.href}
    after = next((node for node in element if node.get("id") in files), None)
    if after is None:
        element.append(group)
    else:
        after.addprevious(group)
