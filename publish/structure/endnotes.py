"""Notes at the end of the book: gathered by chapter in the section that has their role."""

from __future__ import annotations

from lxml import etree

from publish.diagnostics import Report
from publish.model.book import Book, NotesPlace
from publish.model.roles import Role
from publish.model.section import Section, heading_text
from publish.model.xhtml import SOURCE_ATTRIBUTES, X, element
from publish.structure.notes import sections_by_file


def gather_endnotes(book: Book, _: Report) -> Book:
    """Move every note behind the heading of the chapter that calls it, when the book asks for it.

    The notes keep their ids and numbers; each loses only its place.
    """
    home = next((section for section in book.walk() if section.role is Role.ENDNOTES), None)
    if book.notes_place is not NotesPlace.BOOK or home is None:
        return book
    for opening, run in sections_by_file(book.sections):
        notes = sorted((n for section in run for n in notes_of(section)), key=note_number)
        if notes and home not in run:
            home.body.append(_heading(opening, home.level + 1))
            for note in notes:
                _detach(note)
                home.body.append(note)
    return book


def notes_of(section: Section) -> list[etree._Element]:
    """The notes that the body of a section keeps."""
    asides = section.body.iter(f"{X}aside")
    return [aside for aside in asides if aside.get("class") == "footnote"]


def note_number(note: etree._Element) -> int:
    """The number that a note was given: a body may keep one that another called first."""
    return int(note.get("id", "").rpartition("-")[2])


def _heading(opening: Section, level: int) -> etree._Element:
    """The words of a chapter's heading; no section begins with them, so they are a paragraph."""
    heading = element("p", heading_text(opening), class_="notes-chapter", role="heading")
    heading.set("aria-level", str(level))
    return heading


def _detach(note: etree._Element) -> None:
    parent = note.getparent()
    etree.strip_attributes(
        note, *SOURCE_ATTRIBUTES
    )  # lines of another file than the one of its section now
    if parent is not None:
        note.tail = None  # only white space follows a block
        parent.remove(note)
