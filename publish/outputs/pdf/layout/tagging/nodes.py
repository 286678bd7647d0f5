"""What the structure tree is made of while it is planned: elements, runs of content, links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from publish.outputs.pdf.exchange.structure_types import MAY_BE_EMPTY, attributes_of
from publish.outputs.pdf.layout.tagging.link_areas import Area


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked-content sequence: its place in the text, its number, and the stream it stands in."""

    order: int
    number: int
    stream: Any


@dataclass(slots=True, eq=False)
class Run:
    """Neighbouring content of one element on a page: one sequence, where it is painted in a row."""

    page: int
    role: str
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Link:
    """A box that is a link on a page; its annotation is made when the page is painted.

    `areas` are the left, foot, right and head, in points, of the parts of lines that it covers.
    """

    page: int
    box: Any
    areas: Sequence[Area]


@dataclass(slots=True, eq=False)
class Node:
    """A structure element in the making; `item` is the list item that a label or body stands in.

    `note` is the note that it stands in, whose text is no part of what is around it. `name` tells
    it from all others of the book, where others refer to it.
    """

    role: str
    element: Element | None = None
    kids: list[Node | Run] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    attributes: dict[str, object] = field(default_factory=dict)
    item: Node | None = None
    note: Node | None = None
    name: str = ""

    def add(self, role: str, element: Element | None = None) -> Node:
        """A new last kid."""
        attributes = attributes_of(element, role) if element is not None else {}
        kid = Node(role, element, attributes=attributes)
        kid.note = kid if role == "Note" else self.note
        self.kids.append(kid)
        return kid

    def run(self, page: int) -> Run:
        """The run to which content on a page is added at the end."""
        last = self.kids[-1] if self.kids else None
        if not isinstance(last, Run) or last.page != page:
            last = Run(page, self.role)
            self.kids.append(last)
        return last

    def lives(self) -> bool:
        """Whether anything on a page belongs to it; kids of which that is not true are dropped.

        Of a link that leads nowhere, which has no annotation, the kids alone are left.
        """
        kids: list[Node | Run] = []
        for kid in self.kids:
            if isinstance(kid, Run):
                kids += [kid] if kid.marks else []
            elif kid.lives():
                kids += kid.kids if kid.role == "Link" and not kid.links else [kid]
        self.kids = kids
        self.links = [link for link in self.links if link.box.link_annotation]
        return bool(self.kids or self.links) or self.role in MAY_BE_EMPTY
