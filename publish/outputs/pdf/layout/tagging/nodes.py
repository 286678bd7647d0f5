"""The parts of a structure tree while it is planned: elements, runs of content, links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from publish.outputs.pdf.exchange.structure_types import MAY_BE_EMPTY, attributes_of
from publish.outputs.pdf.layout.tagging.link_areas import Area


@dataclass(frozen=True, slots=True)
class MarkedSequence:
    """A marked-content sequence: its place in the text, its number, and its stream."""

    order: int
    number: int
    stream: Any


@dataclass(slots=True, eq=False)
class ContentRun:
    """Neighbouring content of one element on a page: one sequence, if it is painted in a row."""

    page: int
    role: str
    sequences: list[MarkedSequence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LinkBox:
    """A box that is a link on a page; its annotation is created when the page is painted.

    `areas` are the left, foot, right and head, in points, of the parts of lines that it covers.
    """

    page: int
    box: Any
    areas: Sequence[Area]


@dataclass(slots=True, eq=False)
class PlannedElement:
    """A structure element that is still to be written.

    `item` is the list item that a label or body belongs to, `note` the note around it, whose text
    is not part of the text around that. `name` identifies it in the book, where others refer to it.
    """

    role: str
    element: Element | None = None
    kids: list[PlannedElement | ContentRun] = field(default_factory=list)
    links: list[LinkBox] = field(default_factory=list)
    attributes: dict[str, object] = field(default_factory=dict)
    item: PlannedElement | None = None
    note: PlannedElement | None = None
    name: str = ""

    def add(self, role: str, element: Element | None = None) -> PlannedElement:
        """A new last kid."""
        attributes = attributes_of(element, role) if element is not None else {}
        kid = PlannedElement(role, element, attributes=attributes)
        kid.note = kid if role == "Note" else self.note
        self.kids.append(kid)
        return kid

    def run(self, page: int) -> ContentRun:
        """The run to which content on a page is added at the end."""
        last = self.kids[-1] if self.kids else None
        if not isinstance(last, ContentRun) or last.page != page:
            last = ContentRun(page, self.role)
            self.kids.append(last)
        return last

    def drop_empty(self) -> bool:
        """Drop what has no content on a page; whether the element itself stays.

        Of a link that leads nowhere, which has no annotation, only the kids stay.
        """
        kids: list[PlannedElement | ContentRun] = []
        for kid in self.kids:
            if isinstance(kid, ContentRun):
                kids += [kid] if kid.sequences else []
            elif kid.drop_empty():
                kids += kid.kids if kid.role == "Link" and not kid.links else [kid]
        self.kids = kids
        self.links = [link for link in self.links if link.box.link_annotation]
        return bool(self.kids or self.links) or self.role in MAY_BE_EMPTY
