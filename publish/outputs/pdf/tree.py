"""The structure tree, built from the elements of the book and not from the boxes of its pages.

WeasyPrint 70 makes one structure element for each box, so that a paragraph over two pages is two,
a note stands far from its call, and the contents are a plain list. Here every source element is one
structure element, with the marked content of all its boxes (ISO 32000-1, 14.7 and 14.8).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure import boxes

from publish.outputs.pdf.artifacts import POINTS, is_artifact, real
from publish.outputs.pdf.roles import DRAWN, GROUPING, KEPT_EMPTY, attributes_of, role_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked-content sequence: page index and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation on a page."""

    page: int
    annotation: pydyf.Dictionary


@dataclass(slots=True, eq=False)
class Node:
    """A structure element in the making; `item` is the list item that a label or body stands in."""

    role: str
    element: Element | None = None
    kids: list[Node | Mark | Link] = field(default_factory=list)
    attributes: dict[str, object] = field(default_factory=dict)
    item: Node | None = None

    def add(self, role: str, element: Element | None = None) -> Node:
        """A new last kid."""
        attributes = attributes_of(element, role) if element is not None else {}
        kid = Node(role, element, attributes=attributes)
        self.kids.append(kid)
        return kid

    def lives(self) -> bool:
        """Whether anything on a page belongs to it; kids of which that is not true are dropped."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Node) or kid.lives()]
        return bool(self.kids) or self.role in KEPT_EMPTY


def build(document: Document, tags: Sequence[dict[Any, Any]]) -> Node:
    """The tree of a painted document; `tags` holds the marks that each page's boxes were given."""
    return _Builder(document, tags).root


class _Builder:
    def __init__(self, document: Document, tags: Sequence[dict[Any, Any]]) -> None:
        self.root = Node("Document")
        self._tags = tags
        self._heights = [page.height for page in document.pages]
        self._parents: dict[Element, Element] = {}
        self._nodes: dict[Element, Node] = {}
        self._linked: set[Element] = set()
        papers = [page._page_box for page in document.pages]
        for html in {paper.children[0].element: None for paper in papers}:
            self._parents |= {child: node for node in html.iter() for child in node}
        for paper in papers:
            self._note_links(paper)
        for number, paper in enumerate(papers):
            self._take(paper, number)

    def _note_links(self, box: Any) -> None:
        box = real(box)
        anchor = self._anchor(box.element) if box.link_annotation else None
        if anchor is not None:
            self._linked.add(anchor)
        for child in getattr(box, "children", ()):
            self._note_links(child)

    def _anchor(self, element: Element | None) -> Element | None:
        """The `a` that an element is or stands in."""
        while element is not None and element.tag != "a":
            element = self._parents.get(element)
        return element

    def _take(self, box: Any, page: int) -> None:
        """Take a box and all in it, in the order of the layout."""
        box = real(box)
        if isinstance(box, boxes.MarginBox) or is_artifact(box):
            return
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self._take_leaf(box, page)
        elif box.element is not None:
            self._node(box.element)
        if box.link_annotation:
            anchor = self._anchor(box.element)
            if anchor is not None:
                self._node(anchor).kids.append(Link(page, box.link_annotation))
        for child in getattr(box, "children", ()):
            self._take(child, page)

    def _take_leaf(self, box: Any, page: int) -> None:
        mark = Mark(page, self._tags[page].pop(box)["mcid"])
        node = self._node(box.element)
        if str(box.element_tag).endswith("::marker") and node.item is not None:
            node = _label(node.item)
        elif node.role in GROUPING:
            node = _paragraph(node)
        elif node.role in DRAWN:
            node.attributes = self._placed(box, page)
        node.kids.append(mark)

    def _placed(self, box: Any, page: int) -> dict[str, object]:
        """The place of an image in points from the page's left and foot (14.8.5.4.3)."""
        left, top = box.content_box_x(), self._heights[page] - box.content_box_y()
        edges = (left, top - box.height, left + box.width, top)
        corners = pydyf.Array([round(edge * POINTS, 2) for edge in edges])
        return {"O": "/Layout", "Placement": "/Block", "BBox": corners}

    def _node(self, element: Element) -> Node:
        """The node to which the content of an element belongs."""
        if element not in self._nodes:
            self._nodes[element] = self._make(element)
        return self._nodes[element]

    def _make(self, element: Element) -> Node:
        above = self._parents.get(element)
        if above is None:
            return self.root
        parent = self._node(above)
        in_contents = above.tag == "nav" or parent.role in ("TOC", "TOCI")
        role = role_of(element, in_contents=in_contents, linked=element in self._linked)
        if role is None:
            return parent
        if role == "Link" and (in_contents or element.get("class") == "noteref"):
            return parent.add("Reference").add(role, element)
        if parent.role == "L" and role in ("LI", "Lbl", "LBody"):
            return _list_part(role, element, parent)
        return parent.add(role, element)


def _label(item: Node) -> Node:
    """The label of a list item, before its body."""
    first = item.kids[0]
    if isinstance(first, Node) and first.role == "Lbl":
        return first
    label = Node("Lbl")
    item.kids.insert(0, label)
    return label


def _paragraph(parent: Node) -> Node:
    """A paragraph of ours for text that stands bare between blocks."""
    last = parent.kids[-1] if parent.kids else None
    if isinstance(last, Node) and last.role == "P" and last.element is None:
        return last
    return parent.add("P")


def _list_part(role: str, element: Element, parent: Node) -> Node:
    """A list item as label and body; a term and its definitions are one item (14.8.4.3.3)."""
    last = parent.kids[-1] if parent.kids else None
    item = last if role == "LBody" and isinstance(last, Node) else parent.add("LI")
    part = item.add("LBody" if role == "LI" else role, element)
    part.item = item
    return part
