"""Writes the structure tree into the file that WeasyPrint is making, in place of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
import weasyprint.pdf
from weasyprint import Document

from publish.outputs.pdf import artifacts
from publish.outputs.pdf.roles import DRAWN, alternative, text_of
from publish.outputs.pdf.tree import Link, Mark, Node, build


def install() -> None:
    """Put our stream and our tree in the place of the engine's."""
    artifacts.install()
    weasyprint.pdf.add_tags = add_tags


def add_tags(pdf: Any, document: Document, _version: str, page_streams: Sequence[Any]) -> None:
    """Add the tree, the parent tree and the marks of a tagged file (ISO 32000-1, 14.7, 14.8.1)."""
    tree = living(document, page_streams)
    parents = add(pdf, {})
    root = add(pdf, {"Type": "/StructTreeRoot", "ParentTree": parents.reference})
    elements = Elements(pdf, len(page_streams), lambda index: len(page_streams) + index, words_of)
    root["K"] = pydyf.Array([elements.write(tree, root.reference).reference])
    numbers = pydyf.Array()
    for page in range(len(page_streams)):
        numbers.extend((page, elements.row(page)))
    for key, owner in enumerate(elements.annotations, start=len(page_streams)):
        numbers.extend((key, owner))
    parents["Nums"] = numbers
    root["ParentTreeNextKey"] = len(page_streams) + len(elements.annotations)
    if elements.notes:
        names = [part for name, note in sorted(elements.notes) for part in (_string(name), note)]
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def living(document: Document, page_streams: Sequence[Any]) -> Node:
    """The tree of a painted document, without what nothing on its pages belongs to."""
    tree = build(document, [stream._tags for stream in page_streams])
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
    text of a link. `written` tells the object of each element of the source.
    """

    def __init__(
        self,
        pdf: Any,
        pages: int,
        key: Callable[[int], object],
        words: Callable[[Element], object],
    ) -> None:
        self._pdf = pdf
        self._key, self._words = key, words
        self._owners: list[dict[int, bytes]] = [{} for _ in range(pages)]
        self._pages = pdf.page_references
        self.annotations: list[bytes] = []
        self.notes: list[tuple[str, bytes]] = []
        self.written: dict[Element, pydyf.Dictionary] = {}

    def row(self, page: int) -> pydyf.Array:
        """The owners of the marked content of a page, in its order."""
        owners = self._owners[page]
        return pydyf.Array(owners[mark] for mark in sorted(owners))

    def write(self, node: Node, parent: object) -> pydyf.Dictionary:
        """Write a node and all below it; `parent` refers to what is above."""
        kind = {"Type": "/StructElem", "S": f"/{node.role}", "P": parent}
        made = add(self._pdf, kind | self._about(node))
        if node.element is not None:
            self.written.setdefault(node.element, made)
        if node.role == "Note":
            self.notes.append((made["ID"].string, made.reference))
        kids = pydyf.Array(self._kid(kid, node, made) for kid in node.kids)
        if kids:
            made["K"] = kids
        return made

    def _about(self, node: Node) -> dict[str, object]:
        about: dict[str, object] = {}
        if node.attributes:
            about["A"] = pydyf.Dictionary(node.attributes)
        if node.element is None:
            return about
        if node.role in DRAWN:
            about["Alt"] = _string(alternative(node.element))
        if node.role == "Note":
            about["ID"] = _string(node.element.get("id", f"note-{len(self.notes) + 1}"))
        if language := node.element.get("lang"):
            about["Lang"] = _string(language)
        return about

    def _kid(self, kid: Node | Mark | Link, node: Node, owner: pydyf.Dictionary) -> object:
        if isinstance(kid, Node):
            return self.write(kid, owner.reference).reference
        page = self._pages[kid.page]
        if isinstance(kid, Link):
            return self._link(kid, node, owner, page)
        self._owners[kid.page][kid.number] = owner.reference
        if owner.setdefault("Pg", page) == page:
            return kid.number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": kid.number})

    def _link(
        self, link: Link, node: Node, owner: pydyf.Dictionary, page: bytes
    ) -> pydyf.Dictionary:
        """Say what the annotation is and where it stands (ISO 14289-1, 7.18.5)."""
        link.annotation["StructParent"] = self._key(len(self.annotations))
        link.annotation["F"] = 4  # printed with the page: ISO 32000-1, 12.5.3
        if node.element is not None:
            link.annotation["Contents"] = self._words(node.element)
        self.annotations.append(owner.reference)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": link.annotation.reference, "Pg": page})


def words_of(link: Element) -> pydyf.String:
    """What a link says, or where it leads if it says nothing."""
    return _string(text_of(link) or link.get("href", ""))


def _string(text: str) -> pydyf.String:
    return pydyf.String(text)
