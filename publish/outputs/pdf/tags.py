"""Writes the structure tree into the file that WeasyPrint is making, in place of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
    tree = build(document, [stream._tags for stream in page_streams])
    tree.lives()
    _Writer(pdf, len(page_streams)).finish(tree)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Writer:
    def __init__(self, pdf: Any, pages: int) -> None:
        self._pdf = pdf
        self._owners: list[dict[int, bytes]] = [{} for _ in range(pages)]
        self._annotations: list[bytes] = []
        self._notes: list[tuple[str, bytes]] = []

    def finish(self, tree: Node) -> None:
        parents = self._object({})
        root = self._object({"Type": "/StructTreeRoot", "ParentTree": parents.reference})
        document = self._write(tree, root)
        root["K"] = pydyf.Array([document.reference])
        numbers = pydyf.Array()
        for page, owners in enumerate(self._owners):
            numbers.extend((page, pydyf.Array(owners[mark] for mark in sorted(owners))))
        for key, owner in enumerate(self._annotations, start=len(self._owners)):
            numbers.extend((key, owner))
        parents["Nums"] = numbers
        root["ParentTreeNextKey"] = len(self._owners) + len(self._annotations)
        if self._notes:
            names = [part for name, note in sorted(self._notes) for part in (_string(name), note)]
            root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
        self._pdf.catalog["StructTreeRoot"] = root.reference

    def _object(self, entries: dict[str, object]) -> pydyf.Dictionary:
        made = pydyf.Dictionary(entries)
        self._pdf.add_object(made)
        return made

    def _write(self, node: Node, parent: pydyf.Dictionary) -> pydyf.Dictionary:
        kind = {"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference}
        made = self._object(kind | self._about(node))
        if node.role == "Note":
            self._notes.append((made["ID"].string, made.reference))
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
            about["ID"] = _string(node.element.get("id", f"note-{len(self._notes) + 1}"))
        if language := node.element.get("lang"):
            about["Lang"] = _string(language)
        return about

    def _kid(self, kid: Node | Mark | Link, node: Node, owner: pydyf.Dictionary) -> object:
        if isinstance(kid, Node):
            return self._write(kid, owner).reference
        page = self._pdf.page_references[kid.page]
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
        link.annotation["StructParent"] = len(self._owners) + len(self._annotations)
        link.annotation["F"] = 4  # printed with the page: ISO 32000-1, 12.5.3
        if node.element is not None:
            words = text_of(node.element) or node.element.get("href", "")
            link.annotation["Contents"] = _string(words)
        self._annotations.append(owner.reference)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": link.annotation.reference, "Pg": page})


def _string(text: str) -> pydyf.String:
    return pydyf.String(text)
