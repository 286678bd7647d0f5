"""Reads the structure tree of a tagged PDF (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Sequence
from sys import intern

import msgspec

from publish.verification.pdf.reader.objects import (
    Objects,
    Value,
    parse_reference,
    to_text,
)
from publish.verification.pdf.reader.runs import PageText
from publish.verification.pdf.reader.structure_tree import MarkedContent, StructureElement

# The form of a tree of which a digest is made.
encode_tree = msgspec.msgpack.Encoder().encode


def read_tree(objects: Objects) -> StructureElement:
    """The whole tree below one root, without text; empty for a file without tags."""
    root = StructureElement("Root")
    if (tree := objects.resolve(objects.root.get("/StructTreeRoot"))) is not None:
        _TreeReader(objects).read(tree.get("/K"), root, None)
    return root


def read_top(objects: Objects) -> StructureElement:
    """The root and the document, the only element in it, without what is in that."""
    root = StructureElement("Root")
    _TreeReader(objects).read({**_document(objects), "/K": []}, root, None)
    return root


def read_kid(objects: Objects, kid: Value) -> StructureElement:
    """One of `kids_of_document` with all below it, as the only one below an element."""
    parent = StructureElement("")
    _TreeReader(objects).read(kid, parent, None)
    return parent


def kids_of_document(objects: Objects) -> list[str]:
    """The references to what is directly in the document, the only element below the root; none
    where there are more, or where the document says what is its page."""
    document = _document(objects)
    kids = objects.resolve(document.get("/K"))
    if "/Pg" in document or not isinstance(kids, list):
        return []
    references = [kid for kid in kids if parse_reference(kid) is not None]
    return references if len(references) == len(kids) else []


def _document(objects: Objects) -> dict[str, Value]:
    tree = objects.resolve(objects.root.get("/StructTreeRoot"))
    top = objects.resolve(tree.get("/K")) if isinstance(tree, dict) else None
    if isinstance(top, list) and len(top) == 1:
        top = objects.resolve(top[0])
    return top if isinstance(top, dict) else {}


def attach_text(tree: StructureElement, pages: Sequence[PageText]) -> StructureElement:
    """The same tree, with the text and the looks that the pages have for its content; the types of
    its elements are each in memory once."""
    for element in tree.walk():
        element.role = intern(element.role)
        for kid in element.kids:
            if type(kid) is MarkedContent:
                page = pages[kid.page]
                kid.passage = passage = page.passages.get(kid.mcid)
                kid.text = page.decoded.get(kid.mcid, passage.text if passage else "")
                kid.look = page.looks.get(kid.mcid, b"")
    return tree


# Types that PDF 2.0 has under another name than 1.7 (ISO 32000-2, 14.8.4.4.3).
_RENAMED = {"FENote": "Note"}

# The entries of an element that are strings, and the fields that they go to.
_STRINGS = {"/ID": "id", "/Alt": "alternative", "/Lang": "language"}


class _TreeReader:
    """Reads elements. There are tens of thousands, so only the entries of each are looked at."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._resolve = objects.resolve

    def read(self, kid: Value, into: StructureElement, page: int | None) -> None:
        """Add one kid, of any of the four kinds (14.7.2, table 323), or a list of them."""
        value = self._resolve(kid)
        if isinstance(value, dict):
            self._dictionary(value, into, page)
        elif isinstance(value, list):
            for each in value:
                if isinstance(each, int):
                    self._content(each, into, page)
                else:
                    self.read(each, into, page)
        elif isinstance(value, int):
            self._content(value, into, page)

    def _dictionary(self, kid: dict[str, Value], into: StructureElement, page: int | None) -> None:
        own_page = self._objects.page(kid["/Pg"]) if "/Pg" in kid else page
        kind = kid.get("/Type")
        if kind == "/OBJR":
            into.links = *into.links, kid["/Obj"]
        elif kind == "/MCR":
            self._content(int(self._resolve(kid.get("/MCID"))), into, own_page)
        elif "/S" in kid:
            into.kids.append(element := self._element(kid))
            if "/K" in kid:
                self.read(kid["/K"], element, own_page)

    def _element(self, kid: dict[str, Value]) -> StructureElement:
        role = to_text(self._resolve(kid["/S"]))
        element = StructureElement(_RENAMED.get(role, role))
        for key, name in _STRINGS.items():
            if key in kid:
                setattr(element, name, to_text(self._resolve(kid[key])))
        if "/A" in kid:
            attributes = self._attributes(kid["/A"])
            element.list_numbering = to_text(attributes.get("/ListNumbering"))
            element.header_ids = tuple(map(to_text, attributes.get("/Headers", ())))
        return element

    def _content(self, mcid: int, into: StructureElement, page: int | None) -> None:
        if page is not None:
            into.kids.append(MarkedContent(page, mcid))

    def _attributes(self, value: Value) -> dict[str, Value]:
        """The attributes of an element, of all owners together (14.7.5)."""
        resolved = self._resolve(value)
        objects = map(self._resolve, resolved if isinstance(resolved, list) else [resolved])
        return {
            name: item for each in objects if isinstance(each, dict) for name, item in each.items()
        }
