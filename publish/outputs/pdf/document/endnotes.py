"""Notes that print sets behind a chapter or at the end of the book, not at the foot of a page."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.model.book import Book, NotesPlace
from publish.model.language import localized_words
from publish.model.roles import Role
from publish.model.section import Section

_X = "{http://www.w3.org/1999/xhtml}"


def set_endnotes(book: Book, root: etree._Element) -> None:
    """Make every note of a document an endnote.

    Those of a chapter go behind its text, under a heading; those of a book that keeps them at its
    end stand in their section already.
    """
    notes = {n.get("id", ""): n for n in root.iter(f"{_X}aside") if n.get("class") == "footnote"}
    if book.notes_place is NotesPlace.CHAPTER:
        sections = {node.get("id", ""): node for node in root.iter(f"{_X}section")}
        title = localized_words(book.metadata.language).roles[Role.ENDNOTES]
        for opening in book.walk():
            own = [notes[name] for name in sorted(_names(opening), key=_number) if name in notes]
            if opening.href and own and opening.id in sections:
                _gather(sections[opening.id], opening, own, title)
    for note in notes.values():
        note.set("class", "endnote")


def _names(opening: Section) -> Iterator[str]:
    """The ids of the notes in the file that a section opens, in their order."""
    for note in opening.body.iter(f"{_X}aside"):
        if note.get("class") == "footnote":
            yield note.get("id", "")
    for child in opening.children:
        if not child.href:
            yield from _names(child)


def _number(name: str) -> int:
    """The number of a note by its id: a body may keep one that another called first."""
    return int(name.rpartition("-")[2])


def _gather(
    home: etree._Element, opening: Section, notes: list[etree._Element], title: str
) -> None:
    """Put notes behind the text of a section, before what opens a file of its own below it."""
    group = etree.Element(f"{_X}section", {"class": "chapter-notes"})
    heading = etree.SubElement(group, f"{_X}p", {"class": "notes-heading"})
    heading.text = title
    for note in notes:
        note.tail = None  # only white space follows a block
        group.append(note)
    files = {child.id for child in opening.children if child.href}
    after = next((node for node in home if node.get("id") in files), None)
    if after is None:
        home.append(group)
    else:
        after.addprevious(group)
