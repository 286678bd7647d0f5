"""Reads the structure tree of a tagged PDF (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from publish.verify.pdf.reader.objects import Objects, Value, words
from publish.verify.pdf.reader.runs import Page
from publish.verify.pdf.reader.structure_tree import Mark, Node

# The form in which a tree travels between processes.
packed = msgspec.msgpack.Encoder().encode
unpacked = msgspec.msgpack.Decoder(Node).decode


def read_tree(objects: Objects) -> Node:
    """The whole tree below one root, without text; a file without tags has an empty one."""
    root = Node("Root")
    tree = objects.value(objects.root.get("/StructTreeRoot"))
    if tree is not None:
        _Reader(objects).read(tree.get("/K"), root, None)
    return root


def with_text(tree: Node, pages: Sequence[Page]) -> Node:
    """A tree whose marks are given what is read on the pages that they stand on."""
    for mark in tree.marks():
        page = pages[mark.page]
        mark.passage = page.marked.get(mark.number)
        mark.text = page.spelled.get(mark.number, "")
    return tree


# What PDF 2.0 calls otherwise than 1.7 (ISO 32000-2, 14.8.4.4.3).
_RENAMED = {"FENote": "Note"}

# What an element tells of itself in a string, by its key.
_TOLD = {"/ID": "id", "/Alt": "alternative", "/Lang": "language"}


class _Reader:
    """Reads elements. There are tens of thousands, so only what one has is asked for."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._value = objects.value

    def read(self, kid: Value, into: Node, page: int | None) -> None:
        """Take one kid, of any of the four kinds (14.7.2, table 323), or a list of them."""
        held = self._value(kid)
        if isinstance(held, dict):
            self._dictionary(held, into, page)
        elif isinstance(held, list):
            for each in held:
                if isinstance(each, int):
                    self._mark(each, into, page)
                else:
                    self.read(each, into, page)
        elif isinstance(held, int):
            self._mark(held, into, page)

    def _dictionary(self, kid: dict[str, Value], into: Node, page: int | None) -> None:
        own = self._objects.pages.get(kid["/Pg"]) if "/Pg" in kid else page
        kind = kid.get("/Type")
        if kind == "/OBJR":
            into.links.append(kid["/Obj"])
        elif kind == "/MCR":
            self._mark(int(self._value(kid.get("/MCID"))), into, own)
        elif "/S" in kid:
            into.kids.append(node := self._node(kid))
            if "/K" in kid:
                self.read(kid["/K"], node, own)

    def _node(self, kid: dict[str, Value]) -> Node:
        role = words(self._value(kid["/S"]))
        node = Node(_RENAMED.get(role, role))
        for key in kid.keys() & _TOLD.keys():
            setattr(node, _TOLD[key], words(self._value(kid[key])))
        if "/A" in kid:
            about = self._attributes(kid["/A"])
            node.numbering = words(about.get("/ListNumbering"))
            node.heads = tuple(map(words, about.get("/Headers", ())))
        return node

    def _mark(self, number: int, into: Node, page: int | None) -> None:
        if page is not None:
            into.kids.append(Mark(page, number))

    def _attributes(self, held: Value) -> dict[str, Value]:
        """The attributes of an element, of all owners together (14.7.5)."""
        found = self._value(held)
        each = map(self._value, found if isinstance(found, list) else [found])
        return {
            name: value for some in each if isinstance(some, dict) for name, value in some.items()
        }
