"""A node of the hierarchy, and the one function that words its heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from publish.diagnostics import Location
from publish.model.roles import Matter, Rank, Role


@dataclass(frozen=True, slots=True)
class NumberRequest:
    """What the author asks of one section's number; None leaves it to the scheme of its rank."""

    numbered: bool | None = None
    number: str | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a book with those below it.

    `body` is an XHTML element that holds the section's own text, without its heading and without
    its children. `title_markup` holds the title as inline XHTML, `title` the same as plain text.
    `number` is bare ("1.2"), `label` what is printed before the title ("Chapter 3", "1.2"); both
    are None until `structure.numbering` ran, and stay None where there is no number. `href` names
    the file that the section opens in a product of several files, empty below such a section.
    `language` is a BCP 47 tag where the manuscript gives one for it or for a section above.
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
    number_request: NumberRequest = field(default_factory=NumberRequest)
    number: str | None = None
    label: str | None = None
    separator: str = ""
    missing: bool = False
    href: str = ""
    language: str = ""

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in reading order."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(section.children[::-1])


def walk(sections: Iterable[Section]) -> Iterator[Section]:
    """All sections of a forest, in reading order."""
    for section in sections:
        yield from section.walk()


def serialize_section(section: Section) -> bytes:
    """The title and the text of a section, without those below it, as XHTML in UTF-8."""
    parts = (section.title_markup, section.body)
    return b"".join(etree.tostring(part, encoding="utf-8") for part in parts)


def heading_text(section: Section) -> str:
    """How a heading reads wherever it is one line: nav, NCX, PDF outline, contents, references."""
    return f"{section.label or ''}{section.separator}{section.title}"
