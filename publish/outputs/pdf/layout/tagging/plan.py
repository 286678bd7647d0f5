"""The structure tree, built from the elements of the book and not from the boxes of its pages.

WeasyPrint 70 writes one structure element for each box, so that a paragraph on two pages is two, a
note is far from its call, and the contents are a plain list. Here every source element is one
structure element, with the marked content of all its boxes (ISO 32000-1, 14.7 and 14.8). The tree
is planned before the pages are painted, so that neighbouring pieces of text become one sequence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure import boxes

from publish.model.markup import FOLIO, NOTE_CALL, has_class
from publish.outputs.pdf.exchange.structure_types import (
    GROUPING,
    NEEDS_ALT_TEXT,
    NO_ASIDE_INSIDE,
    role_of,
)
from publish.outputs.pdf.layout.tagging.artifacts import POINTS, artifact_kind, real
from publish.outputs.pdf.layout.tagging.initials import note_initials
from publish.outputs.pdf.layout.tagging.line_ends import LostSpaces, place
from publish.outputs.pdf.layout.tagging.link_areas import Area, merge_link_areas
from publish.outputs.pdf.layout.tagging.nodes import LinkBox, PlannedElement
from publish.outputs.pdf.layout.tagging.table_headers import header_cells

_Placed = tuple[Any, int, Any]  # a box, its page, and the element of its block


class StructurePlan:
    """The tree of a document that is still to be painted.

    Each box with content of the text gets its run and its place in the text, as `box.content_run`.
    """

    def __init__(self, document: Document) -> None:
        self.root = PlannedElement("Document")
        self._order = count()
        self._lost_spaces = LostSpaces()
        self._heights = [page.height for page in document.pages]
        self._parents: dict[Element, Element] = {}
        self._planned: dict[Element, PlannedElement] = {}
        self._headers: dict[Element, list[Element]] = {}  # of the cells of a table
        self._names: dict[Element, str] = {}  # of header cells that cells refer to
        self._names_at = Counter[str]()  # by the anchor that they count from
        pages = [page._page_box for page in document.pages]
        roots = list({page.children[0].element: None for page in pages})
        for html in roots:
            self._parents |= {child: node for node in html.iter() for child in node}
        self._areas: dict[int, list[Area]] = {}
        self._linked: set[Element | None] = set()
        for page in document.pages:
            self._keep_links(page)
        boxes_of: dict[Element, list[_Placed]] = {root: [] for root in roots}
        for number, page_box in enumerate(pages):
            _collect(page_box, number, None, boxes_of[page_box.children[0].element])
        for placed in boxes_of.values():
            self._add_boxes(placed)

    def _keep_links(self, page: Any) -> None:
        """Keep the links of a page that become annotations."""
        merged = list(merge_link_areas(page.links))
        page.links[:] = [link for link, _ in merged]
        self._areas |= {id(box): areas for (*_, box), areas in merged}
        self._linked |= {self._anchor(box.element) for (*_, box), _ in merged}

    def _add_boxes(self, placed: list[_Placed]) -> None:
        """Add the boxes of a source tree in its order, which may not be that of the layout."""
        first: dict[Any, float] = {}
        for box, _, _ in placed:
            at = place(box)
            first[box.element] = min(at, first.get(box.element, at))

        def order(each: _Placed) -> float:
            box = each[0]
            # The layout creates the box of an initial late: its place is the start of its element.
            return first[box.element] + 0.5 if _is_initial(box) else place(box)

        for box, page, block in sorted(placed, key=order):
            self._add_box(box, page, block)

    def _anchor(self, element: Element | None) -> Element | None:
        """The `a` that an element is or is in."""
        while element is not None and element.tag != "a":
            element = self._parents.get(element)
        return element

    def _add_box(self, box: Any, page: int, block: Any) -> None:
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self._add_content(box, page, block)
        elif box.element is not None:
            planned = self._plan(box.element)
            if box.is_leader or has_class(box.element, FOLIO):
                self._lost_spaces.separate(planned.note)
        areas = self._areas.get(id(box))
        if areas and (anchor := self._anchor(box.element)) is not None:
            self._plan(anchor).links.append(LinkBox(page, box, self._in_points(areas, page)))

    def _add_content(self, box: Any, page: int, block: Any) -> None:
        owner = self._plan(box.element)
        if str(box.element_tag).endswith("::marker") and owner.item is not None:
            owner = _label(owner.item)
        elif owner.role in GROUPING:
            owner = _paragraph(owner)
        elif owner.role in NEEDS_ALT_TEXT:
            owner.attributes = self._layout_attributes(box, page)
        if isinstance(box, boxes.TextBox):
            self._lost_spaces.add(owner.note, box, owner, block)
        box.content_run = owner.run(page), next(self._order)

    def _in_points(self, areas: Sequence[Area], page: int) -> list[Area]:
        """Areas from the page's left and foot."""
        height = self._heights[page]
        turned = ((left, height - foot, right, height - head) for left, head, right, foot in areas)
        return [(a * POINTS, b * POINTS, c * POINTS, d * POINTS) for a, b, c, d in turned]

    def _layout_attributes(self, box: Any, page: int) -> dict[str, object]:
        """The place of an image in points from the page's left and foot (14.8.5.4.3)."""
        left, top = box.content_box_x(), self._heights[page] - box.content_box_y()
        edges = (left, top - box.height, left + box.width, top)
        corners = pydyf.Array([round(edge * POINTS, 2) for edge in edges])
        return {"O": "/Layout", "Placement": "/Block", "BBox": corners}

    def _plan(self, element: Element) -> PlannedElement:
        """The structure element to which the content of an element belongs."""
        if element not in self._planned:
            self._planned[element] = self._add_element(element)
        return self._planned[element]

    def _add_element(self, element: Element) -> PlannedElement:
        parent_element = self._parents.get(element)
        if parent_element is None:
            return self.root
        parent = self._plan(parent_element)
        in_contents = parent_element.tag == "nav" or parent.role in ("TOC", "TOCI")
        role = role_of(element, in_contents=in_contents, linked=element in self._linked)
        if role is None:
            return parent
        if role == "Aside" and parent.role in NO_ASIDE_INSIDE:
            role = "Div"
        if role == "Link" and (in_contents or has_class(element, NOTE_CALL)):
            return parent.add("Reference").add(role, element)
        if parent.role == "L" and role in ("LI", "Lbl", "LBody"):
            return _list_part(role, element, parent)
        planned = parent.add(role, element)
        if role == "Note":
            planned.name = element.get("id") or self._new_name("note", element)
        elif role == "Table":
            self._name_headers(element)
        elif headers := self._headers.get(element):
            names = pydyf.Array(pydyf.String(self._names[header]) for header in headers)
            planned.attributes = {"O": "/Table", **planned.attributes, "Headers": names}
        planned.name = planned.name or self._names.get(element, "")
        return planned

    def _name_headers(self, table: Element) -> None:
        """Name the header cells of a table to which its cells refer."""
        headers_of = header_cells(table)
        self._headers |= headers_of
        needed = {header for headers in headers_of.values() for header in headers}
        for header in filter(needed.__contains__, table.iter("th")):
            self._names[header] = self._new_name("head", table)

    def _new_name(self, kind: str, element: Element) -> str:
        """A name that is unique in the book: it counts from the nearest anchor."""
        at: Element | None = element
        while at is not None and not at.get("id"):
            at = self._parents.get(at)
        anchor = at.get("id", "") if at is not None else ""
        self._names_at[anchor] += 1
        return f"{kind}-{anchor}-{self._names_at[anchor]}"


def _collect(box: Any, page: int, block: Any, placed: list[_Placed]) -> None:
    """Collect a box and all in it but artifacts, each with its page and block element."""
    box = real(box)
    if isinstance(box, boxes.MarginBox) or artifact_kind(box):
        return
    if isinstance(box, boxes.BlockLevelBox) and box.is_in_normal_flow():
        block = box.element
    placed.append((box, page, block))
    note_initials(box)
    for child in getattr(box, "children", ()):
        _collect(child, page, block, placed)


def _is_initial(box: Any) -> bool:
    """Whether a box has the first letter of a text, which the style sheet sets differently."""
    return str(box.element_tag).endswith("::first-letter")


def _label(item: PlannedElement) -> PlannedElement:
    """The label of a list item, before its body."""
    first = item.kids[0]
    if isinstance(first, PlannedElement) and first.role == "Lbl":
        return first
    label = PlannedElement("Lbl", note=item.note)
    item.kids.insert(0, label)
    return label


def _paragraph(parent: PlannedElement) -> PlannedElement:
    """A paragraph of our own for bare text between blocks."""
    last = parent.kids[-1] if parent.kids else None
    if isinstance(last, PlannedElement) and last.role == "P" and last.element is None:
        return last
    return parent.add("P")


def _list_part(role: str, element: Element, parent: PlannedElement) -> PlannedElement:
    """A list item as label and body; terms with their definitions are one item (14.8.4.3.3)."""
    last = parent.kids[-1] if parent.kids else None
    if not isinstance(last, PlannedElement) or not _continues(last, role):
        last = parent.add("LI")
    part = last.add("LBody" if role == "LI" else role, element)
    part.item = last
    return part


def _continues(item: PlannedElement, role: str) -> bool:
    """Whether the next part belongs to an item: a definition, or a term after terms alone."""
    terms = (isinstance(kid, PlannedElement) and kid.role == "Lbl" for kid in item.kids)
    return role == "LBody" or (role == "Lbl" and all(terms))
