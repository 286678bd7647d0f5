"""The structure tree, built from the elements of the book and not from the boxes of its pages.

WeasyPrint 70 makes one structure element for each box, so that a paragraph over two pages is two,
a note stands far from its call, and the contents are a plain list. Here every source element is one
structure element, with the marked content of all its boxes (ISO 32000-1, 14.7 and 14.8). The tree
is planned before the pages are painted, so that neighbouring pieces of text become one sequence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure import boxes

from publish.outputs.pdf.exchange.structure_types import (
    GROUPING,
    NEEDS_ALT_TEXT,
    NO_ASIDE_INSIDE,
    role_of,
)
from publish.outputs.pdf.layout.tagging.artifacts import POINTS, is_artifact, real
from publish.outputs.pdf.layout.tagging.line_ends import Words, place
from publish.outputs.pdf.layout.tagging.link_areas import Area, gather
from publish.outputs.pdf.layout.tagging.nodes import Link, Node, Run
from publish.outputs.pdf.layout.tagging.table_headers import heads_of


class Plan:
    """The tree of a document that is still to be painted.

    `leaves` holds for every box with content of the text its run, and its place in the text.
    """

    def __init__(self, document: Document) -> None:
        self.root = Node("Document")
        self.leaves: dict[Any, tuple[Run, int]] = {}
        self._words = Words()
        self._heights = [page.height for page in document.pages]
        self._parents: dict[Element, Element] = {}
        self._nodes: dict[Element, Node] = {}
        self._heads: dict[Element, list[Element]] = {}  # of the cells of a table
        self._names: dict[Element, str] = {}  # of heads that cells refer to
        self._named = Counter[str]()
        papers = [page._page_box for page in document.pages]
        roots = list({paper.children[0].element: None for paper in papers})
        for html in roots:
            self._parents |= {child: node for node in html.iter() for child in node}
        self._areas: dict[int, list[Area]] = {}
        self._linked: set[Element | None] = set()
        for page in document.pages:
            self._gather_links(page)
        number_of = {html: number for number, html in enumerate(roots)}
        seen: list[list[tuple[Any, int, Any]]] = [[] for _ in roots]
        for number, paper in enumerate(papers):
            _see(paper, number, None, seen[number_of[paper.children[0].element]])
        for found in seen:
            self._take_all(found)

    def _gather_links(self, page: Any) -> None:
        """Leave the links of a page that become annotations."""
        gathered = list(gather(page.links))
        page.links[:] = [link for link, _ in gathered]
        self._areas |= {id(box): areas for (*_, box), areas in gathered}
        self._linked |= {self._anchor(box.element) for (*_, box), _ in gathered}

    def _take_all(self, found: list[tuple[Any, int, Any]]) -> None:
        """Take the boxes of a source tree in its order; the layout may have set them in another."""
        first: dict[Any, float] = {}
        for box, _, _ in found:
            at = place(box)
            first[box.element] = min(at, first.get(box.element, at))

        def order(seen: tuple[Any, int, Any]) -> float:
            box = seen[0]
            # The layout makes the box of an initial late: it stands where its element begins.
            return first[box.element] + 0.5 if _is_initial(box) else place(box)

        for box, page, block in sorted(found, key=order):
            self._take(box, page, block)

    def _anchor(self, element: Element | None) -> Element | None:
        """The `a` that an element is or stands in."""
        while element is not None and element.tag != "a":
            element = self._parents.get(element)
        return element

    def _take(self, box: Any, page: int, block: Any) -> None:
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self._take_leaf(box, page, block)
        elif box.is_leader:
            self._words.part(self._node(box.element).note)
        elif box.element is not None:
            self._node(box.element)
        areas = self._areas.get(id(box))
        if areas and (anchor := self._anchor(box.element)) is not None:
            self._node(anchor).links.append(Link(page, box, self._in_points(areas, page)))

    def _take_leaf(self, box: Any, page: int, block: Any) -> None:
        node = self._node(box.element)
        if str(box.element_tag).endswith("::marker") and node.item is not None:
            node = _label(node.item)
        elif node.role in GROUPING:
            node = _paragraph(node)
        elif node.role in NEEDS_ALT_TEXT:
            node.attributes = self._placed(box, page)
        if isinstance(box, boxes.TextBox):
            self._words.add(node.note, box, node, block)
        self.leaves[box] = node.run(page), len(self.leaves)

    def _in_points(self, areas: Sequence[Area], page: int) -> list[Area]:
        """Areas from the page's left and foot."""
        height = self._heights[page]
        turned = ((left, height - foot, right, height - head) for left, head, right, foot in areas)
        return [(a * POINTS, b * POINTS, c * POINTS, d * POINTS) for a, b, c, d in turned]

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
        if role == "Aside" and parent.role in NO_ASIDE_INSIDE:
            role = "Div"
        if role == "Link" and (in_contents or element.get("class") == "noteref"):
            return parent.add("Reference").add(role, element)
        if parent.role == "L" and role in ("LI", "Lbl", "LBody"):
            return _list_part(role, element, parent)
        made = parent.add(role, element)
        if role == "Note":
            made.name = element.get("id") or self._name("note", element)
        elif role == "Table":
            self._take_heads(element)
        elif heads := self._heads.get(element):
            names = pydyf.Array(pydyf.String(self._names[head]) for head in heads)
            made.attributes = {"O": "/Table", **made.attributes, "Headers": names}
        made.name = made.name or self._names.get(element, "")
        return made

    def _take_heads(self, table: Element) -> None:
        """Name the heads of a table to which its cells refer."""
        self._heads |= (found := heads_of(table))
        wanted = {head for heads in found.values() for head in heads}
        for head in filter(wanted.__contains__, table.iter("th")):
            self._names[head] = self._name("head", table)

    def _name(self, kind: str, element: Element) -> str:
        """A name that no other piece of the book gives: it counts from the nearest anchor on."""
        at: Element | None = element
        while at is not None and not at.get("id"):
            at = self._parents.get(at)
        anchor = at.get("id", "") if at is not None else ""
        self._named[anchor] += 1
        return f"{kind}-{anchor}-{self._named[anchor]}"


def _see(box: Any, page: int, block: Any, found: list[tuple[Any, int, Any]]) -> None:
    """Find a box and all in it but artifacts, each with its page and the element it runs in."""
    box = real(box)
    if isinstance(box, boxes.MarginBox) or is_artifact(box):
        return
    if isinstance(box, boxes.BlockLevelBox) and box.is_in_normal_flow():
        block = box.element
    found.append((box, page, block))
    for child in getattr(box, "children", ()):
        _see(child, page, block, found)


def _is_initial(box: Any) -> bool:
    """Whether a box holds the first letter of a text, set apart by the style sheet."""
    return str(box.element_tag).endswith("::first-letter")


def _label(item: Node) -> Node:
    """The label of a list item, before its body."""
    first = item.kids[0]
    if isinstance(first, Node) and first.role == "Lbl":
        return first
    label = Node("Lbl", note=item.note)
    item.kids.insert(0, label)
    return label


def _paragraph(parent: Node) -> Node:
    """A paragraph of ours for text that stands bare between blocks."""
    last = parent.kids[-1] if parent.kids else None
    if isinstance(last, Node) and last.role == "P" and last.element is None:
        return last
    return parent.add("P")


def _list_part(role: str, element: Element, parent: Node) -> Node:
    """A list item as label and body; terms with their definitions are one item (14.8.4.3.3)."""
    last = parent.kids[-1] if parent.kids else None
    goes_on = isinstance(last, Node) and (role == "LBody" or (role == "Lbl" and _is_open(last)))
    item = last if isinstance(last, Node) and goes_on else parent.add("LI")
    part = item.add("LBody" if role == "LI" else role, element)
    part.item = item
    return part


def _is_open(item: Node) -> bool:
    """Whether an item has terms so far, and no definition."""
    return all(isinstance(kid, Node) and kid.role == "Lbl" for kid in item.kids)
