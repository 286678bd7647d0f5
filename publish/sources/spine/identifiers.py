"""Identifiers of sections: stable, unique in the book, valid in XML and URLs.

The names that authors give are known only when the whole book is read, and a derived name gives
way to all of them. So a section has a ticket first, which its name replaces.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from lxml import etree
from msgspec.structs import replace

from publish.diagnostics import Location, Report
from publish.model.composition import composed
from publish.model.names import Names, slug
from publish.model.section import Section, walk
from publish.sources.markdown.shaping.addresses import check_identifier

_ids = etree.XPath("descendant-or-self::*/@id", smart_strings=False)


class _Request(msgspec.Struct, frozen=True):
    """The name that an author gave, or the one that is derived from a text."""

    given: str
    derived: str
    place: Location


class Identifiers:
    """The names of sections: one that is given is kept or refused, a derived one gives way."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._requests: list[_Request] = []

    def request(self, given: str | None, text: str, place: Location) -> str:
        """A ticket for the name of something at `place` with the given text."""
        derived = slug(text) or "section"
        if not derived[0].isalpha():
            derived = f"s-{derived}"
        self._requests.append(_Request(composed(given or ""), derived, place))
        return str(len(self._requests) - 1)

    def settle(self, sections: Sequence[Section]) -> tuple[tuple[Section, ...], Names]:
        """The sections with their names, and all names of the book."""
        given = self._given()
        anchors = (name for each in walk(sections) for name in _ids(each.body))
        names = Names([*given.values(), *anchors])
        by_ticket = [
            given.get(ticket) or names.claim(request.given or request.derived)
            for ticket, request in enumerate(self._requests)
        ]
        files = Names()
        return tuple(_named(section, by_ticket, files) for section in sections), names

    def _given(self) -> dict[int, str]:
        """The names that were given, by ticket; one that is used twice is an error."""
        given: dict[int, str] = {}
        first: dict[str, Location] = {}
        for ticket, request in enumerate(self._requests):
            if not (name := request.given):
                continue
            check_identifier(name, request.place, self._report)
            if name in first:
                message = f"the identifier `{name}` is used twice, first at {first[name]}"
                self._report.add("STR-009", message, request.place)
                continue
            first[name] = request.place
            given[ticket] = name
        return given


def _named(section: Section, names: Sequence[str], files: Names) -> Section:
    """A section and those below it with their names instead of their tickets."""
    name = names[int(section.id)]
    href = f"{files.claim(_file_name(name))}.xhtml" if section.href else ""
    children = tuple(_named(child, names, files) for child in section.children)
    return replace(section, id=name, href=href, children=children)


def _file_name(name: str) -> str:
    """The name of a section's file, in ASCII: not every reading system opens other files."""
    return name if name.isascii() else slug(name) or "section"
