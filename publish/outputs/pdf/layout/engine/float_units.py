"""The figures, tables and listings of a tree of boxes, in the order of their numbers.

One that may move is alone in a section, beside its text, and carries the line with its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from publish.model.markup import DATA_FLOAT, SOURCE, has_class

Path = tuple[int, ...]  # numbers of children, from the root

_KNOWN = "float_units"  # an attribute of the engine's context
_MAY, _SECTIONS = "yes", frozenset({"html", "body", "section"})


@dataclass(eq=False, slots=True)
class Unit:
    """A numbered block with the line below it that belongs to it; `path` leads to the first box.

    `next_section` leads to what follows its section; empty at the end of the document.
    """

    path: Path
    next_section: Path
    boxes: list[Any]
    section: Any
    may_move: bool
    is_moved: bool = False

    def has_text_after(self, enough: int) -> bool:
        """Whether its section has so many characters after it."""
        after = self.section.children[self.path[-1] + len(self.boxes) :]
        for box in after:
            if box.element is not None:
                enough -= sum(map(len, box.element.itertext()))
            if enough <= 0:
                return True
        return False


class Units:
    """All numbered blocks of a document, by the boxes that they consist of."""

    def __init__(self, root: Any) -> None:
        self._by_box: dict[int, Unit] = {}
        self._indented: dict[int, tuple[Unit, Any]] = {}
        if any(node.get(DATA_FLOAT) == _MAY for node in root.element.iter()):
            for unit in _units(root, (), (), movable=True):
                self._by_box |= dict.fromkeys(map(id, unit.boxes), unit)
            indent = next(_indents(root), None)
            for unit in dict.fromkeys(self._by_box.values()) if indent else ():
                self._indent_after(unit, indent)

    def __bool__(self) -> bool:
        return bool(self._by_box)

    def of(self, box: Any) -> Unit | None:
        """The unit that a box is part of."""
        return self._by_box.get(id(box))

    def as_set(self, box: Any, passed: list[Unit]) -> Any:
        """A box as it is laid out: a paragraph below one that moves follows the text above that."""
        if id(box) not in self._indented:
            return box
        unit, indented = self._indented[id(box)]
        if not unit.is_moved and unit not in passed:
            return box
        indented.position_x, indented.position_y = box.position_x, box.position_y
        return indented

    def _indent_after(self, unit: Unit, indent: Any) -> None:
        around, end = unit.section.children, unit.path[-1] + len(unit.boxes)
        above = [box for box in around[: unit.path[-1]] if self.of(box) is None][-1:]
        below = around[end : end + 1]
        if len(above) == len(below) == 1 and _is_paragraph(above[0]) and _is_paragraph(below[0]):
            self._indented[id(below[0])] = unit, _indented(below[0], indent)


def units_of(context: Any, root: Any) -> Units:
    """The units of the document that is laid out."""
    known = vars(context)
    if _KNOWN not in known:
        known[_KNOWN] = Units(root)
    units: Units = known[_KNOWN]
    return units


def _units(box: Any, path: Path, following: Path, *, movable: bool) -> Iterator[Unit]:
    """Those in a box, that a path leads to; `following` leads to what is after it."""
    movable = movable and box.element is not None and box.element.tag in _SECTIONS
    last = len(box.children) - 1
    for number, child in enumerate(box.children):
        if not isinstance(child, boxes.BlockLevelBox) or not child.is_in_normal_flow():
            continue
        if mark := _mark(child, box.element):
            parts = [child, *_source_below(box.children[number + 1 : number + 2])]
            yield Unit((*path, number), following, parts, box, movable and mark == _MAY)
        elif isinstance(child, boxes.ParentBox):
            after = (*path, number + 1) if number < last else following
            yield from _units(child, (*path, number), after, movable=movable)


def _mark(box: Any, around: Element | None) -> str:
    element = box.element
    return "" if element is None or element is around else str(element.get(DATA_FLOAT, ""))


def _source_below(following: list[Any]) -> list[Any]:
    return [box for box in following if box.element is not None and has_class(box.element, SOURCE)]


def _indents(box: Any) -> Iterator[Any]:
    """The indents of paragraphs below others."""
    for above, below in pairwise(box.children):
        if _is_paragraph(above) and _is_paragraph(below):
            indent = below.style["text_indent"]
            if getattr(indent, "value", 0):
                yield indent
    for child in box.children:
        if child.element is not None and child.element.tag in _SECTIONS:
            yield from _indents(child)


def _is_paragraph(box: Any) -> bool:
    return isinstance(box, boxes.BlockBox) and box.element is not None and box.element.tag == "p"


def _indented(paragraph: Any, indent: Any) -> Any:
    copy = paragraph.copy_with_children([child.copy() for child in paragraph.children])
    for box in (copy, *copy.children):
        box.style = box.style.copy()
        box.style["text_indent"] = indent
    return copy
