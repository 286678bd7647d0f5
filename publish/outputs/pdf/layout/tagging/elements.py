"""Writes the structure tree into the file that WeasyPrint is making, in place of its own."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
import weasyprint.pdf
from weasyprint import Document

from publish.outputs.pdf.exchange.structure_types import (
    NEEDS_ALT_TEXT,
    ROLE_MAP,
    alt_text_of,
    expansion_of,
    text_or_alt,
)
from publish.outputs.pdf.layout.tagging import artifacts, line_ends, marked_content
from publish.outputs.pdf.layout.tagging.link_areas import Area
from publish.outputs.pdf.layout.tagging.nodes import Link, Node, Run
from publish.outputs.pdf.layout.tagging.plan import Plan


def install() -> None:
    """Put our stream and our tree in the place of the engine's; cures come before."""
    line_ends.install()
    marked_content.install()
    weasyprint.pdf.add_tags = add_tags


def plan(document: Document, numbers: Container[Any] = ()) -> None:
    """Plan the tree and the artifacts of a document that is to be painted next.

    `numbers` are the boxes whose text is not decided yet.
    """
    artifacts.plan(document, numbers)
    marked_content.follow(Plan(document))


def add_tags(pdf: Any, _document: Document, _version: str, page_streams: Sequence[Any]) -> None:
    """Add the tree, the parent tree and the marks of a tagged file (ISO 32000-1, 14.7, 14.8.1)."""
    tree = living()
    parents = add(pdf, {})
    root = add(pdf, {"Type": "/StructTreeRoot", "ParentTree": parents.reference})
    elements = Elements(pdf, page_streams, lambda index: len(page_streams) + index, words_of)
    root["K"] = pydyf.Array([elements.write(tree, root.reference).reference])
    elements.close()
    numbers = pydyf.Array()
    for page in range(len(page_streams)):
        numbers.extend((page, elements.row(page)))
    for key, owner in enumerate(elements.annotations, start=len(page_streams)):
        numbers.extend((key, owner))
    parents["Nums"] = numbers
    root["ParentTreeNextKey"] = len(page_streams) + len(elements.annotations)
    root["RoleMap"] = pydyf.Dictionary({role: f"/{as_}" for role, as_ in ROLE_MAP.items()})
    if elements.names:
        names = [part for name, owner in sorted(elements.names) for part in (_string(name), owner)]
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def living() -> Node:
    """The tree of the document just painted, without what nothing on its pages belongs to."""
    tree = marked_content.planned().root
    tree.lives()
    return tree


def add(pdf: Any, entries: dict[str, object]) -> pydyf.Dictionary:
    """A dictionary as a new object of a file."""
    made = pydyf.Dictionary(entries)
    pdf.add_object(made)
    return made


class Elements:
    """Writes structure elements, and notes what the parent tree and the tree of IDs need.

    `key` gives the key in the parent tree of an annotation by its index, `words` the object for the
    text of a link. `written` tells the object of each element of the source. Groups that hold marks
    of their own, such as what shines through, follow among the annotations.
    """

    def __init__(
        self,
        pdf: Any,
        streams: Sequence[Any],
        key: Callable[[int], object],
        words: Callable[[Element], object],
    ) -> None:
        self._pdf = pdf
        self._key, self._words = key, words
        self._streams = streams
        self._owners: dict[Any, dict[int, bytes]] = {stream: {} for stream in streams}
        self._pages = pdf.page_references
        self.annotations: list[bytes] = []
        self.names: list[tuple[str, bytes]] = []
        self.written: dict[Element, pydyf.Dictionary] = {}

    def row(self, page: int) -> pydyf.Array:
        """The owners of the marked content of a page, in its order."""
        return _row(self._owners[self._streams[page]])

    def close(self) -> None:
        """Note the owners of what groups hold, when all is written."""
        pages = set(self._streams)
        for group in [stream for stream in self._owners if stream not in pages]:
            row = _row(self._owners[group])
            self._pdf.add_object(row)
            group.extra["StructParents"] = self._key(len(self.annotations))
            self.annotations.append(row.reference)

    def write(self, node: Node, parent: object) -> pydyf.Dictionary:
        """Write a node and all below it; `parent` refers to what is above."""
        kind = {"Type": "/StructElem", "S": f"/{node.role}", "P": parent}
        made = add(self._pdf, kind | self._about(node))
        if node.element is not None:
            self.written.setdefault(node.element, made)
        if node.name:
            self.names.append((node.name, made.reference))
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self.write(kid, made.reference).reference)
            else:
                kids.extend(self._marks(kid, made))
        kids.extend(self._link(link, node, made) for link in node.links)
        if kids:
            made["K"] = kids
        return made

    def _about(self, node: Node) -> dict[str, object]:
        about: dict[str, object] = {}
        if node.attributes:
            about["A"] = pydyf.Dictionary(node.attributes)
        if node.element is None:
            return about
        if node.role in NEEDS_ALT_TEXT:
            about["Alt"] = _string(alt_text_of(node.element))
        if node.name:
            about["ID"] = _string(node.name)
        if full := expansion_of(node.element):
            about["E"] = _string(full)
        if language := node.element.get("lang"):
            about["Lang"] = _string(language)
        return about

    def _marks(self, run: Run, owner: pydyf.Dictionary) -> Iterator[object]:
        """The sequences of a run, in the order of the text."""
        page = self._pages[run.page]
        for mark in sorted(run.marks, key=lambda mark: mark.order):
            self._owners.setdefault(mark.stream, {})[mark.number] = owner.reference
            on_page = mark.stream is self._streams[run.page]
            if on_page and owner.setdefault("Pg", page) == page:
                yield mark.number
                continue
            about = {"Type": "/MCR", "Pg": page, "MCID": mark.number}
            yield pydyf.Dictionary(about if on_page else {**about, "Stm": mark.stream.reference})

    def _link(self, link: Link, node: Node, owner: pydyf.Dictionary) -> pydyf.Dictionary:
        """Say what the annotation is and where it stands (ISO 14289-1, 7.18.5)."""
        annotation, page = link.box.link_annotation, self._pages[link.page]
        annotation["StructParent"] = self._key(len(self.annotations))
        annotation["F"] = 4  # printed with the page: ISO 32000-1, 12.5.3
        if len(link.areas) > 1:
            annotation["Rect"] = _around(link.areas)
            annotation["QuadPoints"] = pydyf.Array(
                part for area in link.areas for part in _quad(area)
            )
        if node.element is not None:
            annotation["Contents"] = self._words(node.element)
        self.annotations.append(owner.reference)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": page})


def _row(owners: dict[int, bytes]) -> pydyf.Array:
    return pydyf.Array(owners[mark] for mark in sorted(owners))


def _around(areas: Sequence[Area]) -> pydyf.Array:
    left, foot, right, head = zip(*areas, strict=True)
    return pydyf.Array([min(left), min(foot), max(right), max(head)])


def _quad(area: Area) -> tuple[float, ...]:
    """The corners of an area, the upper two first.

    That is no way around it, as 12.5.6.5 has it, but the order that Acrobat and all after it take.
    """
    left, foot, right, head = area
    return left, head, right, head, left, foot, right, foot


def words_of(link: Element) -> pydyf.String:
    """What a link is called, or what it says, or where it leads if it says nothing."""
    return _string(link.get("aria-label", "") or text_or_alt(link) or link.get("href", ""))


def _string(text: str) -> pydyf.String:
    return pydyf.String(text)
