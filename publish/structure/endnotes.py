"""Notes at the end of the book, grouped by chapter in the section with the role `endnotes`."""

from __future__ import annotations

from lxml import etree

from publish.context import Context
from publish.model.book import Book, NotesPlace
from publish.model.markup import NOTES_CHAPTER, SOURCE_ATTRIBUTES
from publish.model.roles import Role
from publish.model.section import Section, heading_text
from publish.model.xhtml import element


def gather_endnotes(book: Book, _: Context) -> Book:
    """Move the notes to the endnotes section, under the headings of their chapters.

    Only if the book places its notes there. Ids and numbers of the notes stay.
    """
    home = next((section for section in book.walk() if section.role is Role.ENDNOTES), None)
    if book.notes_place is not NotesPlace.BOOK or home is None:
        return book
    for first in book.opening_sections():
        notes = first.notes_in_file()
        if notes and home not in first.in_file():
            home.body.append(_heading(first, home.level + 1))
            for note in notes:
                _detach(note.body)
                home.body.append(note.body)
    return book


def _heading(chapter: Section, level: int) -> etree._Element:
    """The heading of a chapter's notes; a paragraph, since no section begins with it."""
    heading = element("p", heading_text(chapter), class_=NOTES_CHAPTER, role="heading")
    heading.set("aria-level", str(level))
    return heading


def _detach(note: etree._Element) -> None:
    """Take a note out of its section, with whose lines its new one must not change."""
    parent = note.getparent()
    etree.strip_attributes(note, *SOURCE_ATTRIBUTES)
    if parent is not None:
        note.tail = None  # only white space follows a block
        parent.remove(note)
