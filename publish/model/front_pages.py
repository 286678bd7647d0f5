"""The pages before the contents, in the order of a printed book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from publish.model.book import Book
from publish.model.roles import BEFORE_CONTENTS, OPENING_RANKS, Role
from publish.model.section import Section


def sections_before_contents(book: Book) -> list[Section]:
    """The author's sections before the contents: the leading ones with such roles."""
    return list(takewhile(lambda section: section.role in BEFORE_CONTENTS, book.sections))


def pages_before_contents(book: Book, generated: Iterable[Role]) -> Iterator[Role | Section]:
    """The pages before the contents: sections, and roles of pages that the theme generates.

    `generated` are the roles that an output generates, in order. A section that the author wrote
    replaces the generated page of its role, and the author's order is kept.
    """
    waiting = sections_before_contents(book)
    written = {section.role for section in book.walk()}
    for role in generated:
        if role not in written:
            yield role
        elif any(section.role is role for section in waiting):
            while waiting:
                yield (section := waiting.pop(0))
                if section.role is role:
                    break
    yield from waiting


def starts_new_page(section: Section) -> bool:
    """Whether a section starts a new page, in print a recto.

    A section with a file of its own does, unless it is below a chapter, whose pages it continues.
    """
    return bool(section.href) and section.rank in OPENING_RANKS


def listed(sections: Iterable[Section]) -> list[Section]:
    """The sections that the contents list, with those below them."""
    return [section for section in sections if section.role not in BEFORE_CONTENTS]
