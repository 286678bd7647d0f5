"""Sections, the nodes of the hierarchy, and the text of their headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from lxml import etree

from publish.diagnostics import Location
from publish.model.note import Note
from publish.model.roles import Matter, Rank, Role


class NumberRequest(msgspec.Struct, frozen=True):
    """The author's settings for the number of one section; None leaves it to the scheme."""

    numbered: bool | None = None
    number: str | None = None
    start: int | None = None


class Section(msgspec.Struct, frozen=True):
    """One section of a book with its children.

    `body` is an XHTML element with the section's own text, without its heading and its children.
    `title_markup` is the title as inline XHTML, `title` the same as plain text, `running` a shorter
    one for running heads. `number` is bare ("1.2"), `label` is printed before the title ("Chapter
    3", "1.2"); both are None before `structure.numbering`, and for a section without a number.
    `href` names the file of the section in a product of several files; it is empty for a section in
    the file of its parent. `language` is a BCP 47 tag if the manuscript sets one for the section or
    for one above. `notes` are those that the body calls, once they are numbered.

    The elements of the notes are the last blocks of the body that calls them first: who reads a
    text reads its notes as well, and each output moves every note once, to its place there.

    The class is frozen, but passes of `structure` edit the elements in place.
    """

    id: str
    role: Role
    matter: Matter
    rank: Rank
    level: int
    title: str
    title_markup: etree._Element
    body: etree._Element
    location: Location
    children: tuple[Section, ...] = ()
    number_request: NumberRequest = msgspec.field(default_factory=NumberRequest)
    number: str | None = None
    label: str | None = None
    separator: str = ""
    running: str = ""
    missing: bool = False
    href: str = ""
    language: str = ""
    notes: tuple[Note, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and its descendants, in reading order."""
        stack = [self]
        while stack:
            section = stack.pop()
            yield section
            stack.extend(section.children[::-1])

    def parts(self) -> tuple[etree._Element, etree._Element]:
        """The title and the text of this section, without its children."""
        return self.title_markup, self.body

    def in_file(self) -> Iterator[Section]:
        """This section and its descendants in the same file, in reading order."""
        yield self
        for child in self.children:
            if not child.href:
                yield from child.in_file()

    def notes_in_file(self) -> list[Note]:
        """The notes of this section and those in its file, by number.

        A body may have a note that another body called first.
        """
        notes = (note for section in self.in_file() for note in section.notes)
        return sorted(notes, key=lambda note: note.number)


def walk(sections: Iterable[Section]) -> Iterator[Section]:
    """All sections of several trees, in reading order."""
    for section in sections:
        yield from section.walk()


def serialize_section(section: Section) -> bytes:
    """The title and the text of a section, without its children, as XHTML in UTF-8."""
    return b"".join(etree.tostring(part, encoding="utf-8") for part in section.parts())


def has_element(sections: Iterable[Section], *names: str) -> bool:
    """Whether a title or text of these sections or their children has an element of such a name."""
    parts = (part for section in walk(sections) for part in section.parts())
    return any(next(part.iter(*names), None) is not None for part in parts)


def heading_text(section: Section) -> str:
    """The heading in one line, as in nav, NCX, PDF outline, contents and references."""
    return f"{section.label or ''}{section.separator}{section.title}"


def running_text(section: Section) -> str:
    """The heading for running heads, with the short title if there is one."""
    return f"{section.label or ''}{section.separator}{section.running or section.title}"
