"""The boxes of a layout that may be too large, each with its element and the room that it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.formatting_structure import boxes

from publish.outputs.pdf.layout.tagging.artifacts import real

TOLERANCE = 0.5  # pixels, less than any eye can see


class MeasuredBoxes:
    """Boxes by element, and the type area of a page; lengths are in pixels."""

    def __init__(self, document: Document, root: Element) -> None:
        page = max((each._page_box for each in document.pages), key=lambda box: box.height)
        self.page_width, self.page_height, self.page_x = (
            page.width,
            page.height,
            page.content_box_x(),
        )
        self.parents = {child: node for node in root.iter() for child in node}
        self.above_notes = 0.0  # the space between text and notes
        self._boxes: dict[Element, list[Any]] = {}
        self._room: dict[int, float] = {}
        self._beyond: dict[int, float] = {}
        self._asked: dict[Element, float] = {}
        for each in document.pages:
            for child in each._page_box.children:
                if not isinstance(child, boxes.MarginBox):
                    self._collect(child, child.width, None)

    def _collect(
        self,
        box: Any,
        room: float,
        inside: Element | None,
        beyond: float = 0.0,
        cell: Any = None,
    ) -> None:
        box = real(box)
        if isinstance(box, boxes.FootnoteAreaBox):
            self.above_notes = max(self.above_notes, box.margin_top)
        is_own = box.element is not inside and "::" not in str(box.element_tag)
        if box.element is not None and is_own:
            self._boxes.setdefault(box.element, []).append(box)
            self._room[id(box)] = room
            self._beyond[id(box)] = beyond
        if isinstance(box, boxes.TableCellBox):
            cell = box
        if isinstance(box, boxes.BlockContainerBox):
            room, beyond = box.width, 0.0
        elif isinstance(box, boxes.LineBox):
            beyond = _printed_width(box) - room
            if cell is not None and beyond > TOLERANCE:
                asked = cell.width + beyond
                self._asked[cell.element] = max(asked, self._asked.get(cell.element, 0.0))
        for child in getattr(box, "children", ()):
            self._collect(child, room, box.element, beyond, cell)

    def elements(self, tag: str) -> Iterator[Element]:
        """The laid-out elements with a tag, in the order of the pages."""
        return (element for element in list(self._boxes) if element.tag == tag)

    def boxes_of(self, element: Element) -> list[Any]:
        """The boxes of an element, one or more on each of its pages."""
        return self._boxes.get(element, [])

    def room_of(self, box: Any) -> float:
        """The width of the block that a box is in."""
        return self._room[id(box)]

    def beyond(self, box: Any) -> float:
        """By how much the line that a box is in is wider than its block."""
        return self._beyond[id(box)]

    def asked_widths(self, table: Element) -> Iterator[tuple[Element, float]]:
        """The cells of a table with a line that is wider than they are, and the widths that these
        lines ask for."""
        return ((cell, self._asked[cell]) for cell in table.iter() if cell in self._asked)

    def around(self, element: Element) -> Iterator[Element]:
        """The elements that an element is in, the innermost first."""
        while (parent := self.parents.get(element)) is not None:
            yield parent
            element = parent

    def height_of(self, element: Element, tag: str) -> float:
        """The height of the boxes of all elements with a tag in an element."""
        parts = (box for node in element.iter(tag) for box in self.boxes_of(node))
        return float(sum(box.margin_height() for box in parts))

    def height_of_notes(self, element: Element) -> float:
        """The height at the foot of the page that the notes in an element need."""
        notes = self.height_of(element, "aside")
        return notes + self.above_notes if notes else 0.0

    def overflow(self, element: Element) -> float:
        """By how much the widest box of an element is wider than its room."""
        return max(
            (box.margin_width() - self.room_of(box) for box in self.boxes_of(element)), default=0.0
        )


def _printed_width(line: Any) -> float:
    """The width of a line as it was filled; one that was planned fits its block."""
    if getattr(line, "planned", None):
        return 0.0
    parts = [each for each in line.children if isinstance(each, boxes.Box)]
    ends = [each.position_x + each.margin_width() for each in parts if each.is_in_normal_flow()]
    begins = [each.position_x for each in parts if each.is_in_normal_flow()]
    return min(line.width, max(ends) - min(begins)) if ends else float(line.width)


def add_style(element: Element, style: str) -> None:
    """Add declarations to the style of an element."""
    element.set("style", "; ".join(filter(None, [element.get("style", ""), style])))
