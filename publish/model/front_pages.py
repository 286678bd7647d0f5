"""The pages before the contents, in the order of a printed book, and what begins a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from publish.model.book import Book
from publish.model.roles import BEFORE_CONTENTS, Role
from publish.model.section import Section


def sections_before_contents(book: Book) -> list[Section]:
    """The sections of the author that stand before the contents: the first ones of such roles."""
    return list(takewhile(lambda section: section.role in BEFORE_CONTENTS, book.sections))


def pages_before_contents(book: Book, made: Iterable[Role]) -> Iterator[Role | Section]:
    """Everything before the contents: sections, and roles of pages that the theme makes.

    `made` are the roles that an output makes, in their order; one that the author wrote stands in
    the place of the one made, and the author's own order is kept.
    """
    waiting = sections_before_contents(book)
    given = {section.role for section in book.walk()}
    for role in made:
        if role not in given:
            yield role
        elif any(section.role is role for section in waiting):
            while waiting:
                yield (section := waiting.pop(0))
                if section.role is role:
                    break
    yield from waiting


def starts_new_page(section: Section) -> bool:
    """Whether a section begins a page of its own, in print a recto: all that opens a file but
    sections.

    A section in a file of its own, below a chapter, runs on in the chapter's pages.
    """
    return bool(section.href) and section.role is not Role.SECTION
