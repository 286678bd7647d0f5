"""The structure tree of a tagged PDF with the text of its elements (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from publish.verify.pdf.reader.objects import Value
from publish.verify.pdf.reader.runs import Passage, in_lines

HEADINGS = frozenset(f"H{rank}" for rank in range(10))
_DRAWN = frozenset({"Figure", "Formula"})


class Mark(msgspec.Struct, array_like=True, eq=False, gc=False, tag=0):
    """One marked content: the page it stands on (index from 0), and its number on that page.

    `passage` is what is seen of it, `text` what it reads as where no places are seen.
    """

    page: int
    number: int
    passage: Passage | None = None
    text: str = ""


class Node(msgspec.Struct, array_like=True, eq=False, gc=False, tag=1):
    """A structure element: its type, its kids in reading order, and the links that it owns.

    `numbering` tells how a list is labelled (14.8.5.5): "Decimal", "Disc", "Description"; `heads`
    are the ids of the cells that a cell of a table names as its heads (14.8.5.7). `alternative` is
    the text that stands for what is drawn, `language` that which it says itself that it is in. A
    link is a reference to one.
    """

    role: str
    id: str = ""
    numbering: str = ""
    alternative: str = ""
    heads: Sequence[str] = ()
    language: str = ""
    kids: list[Node | Mark] = []
    links: list[Value] = []

    def nodes(self) -> Iterator[Node]:
        """The elements directly below."""
        return (kid for kid in self.kids if type(kid) is Node)

    def walk(self) -> Iterator[Node]:
        """This element and all below."""
        ahead = [self]
        while ahead:
            yield (node := ahead.pop())
            ahead.extend(kid for kid in reversed(node.kids) if type(kid) is Node)

    def marks(self) -> Iterator[Mark]:
        """All content, in reading order."""
        ahead: list[Node | Mark] = [self]
        while ahead:
            kid = ahead.pop()
            if isinstance(kid, Mark):
                yield kid
            else:
                ahead.extend(reversed(kid.kids))

    def words(self) -> Iterator[Mark]:
        """All content but that of drawings, whose alternatives are read for them."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif kid.role not in _DRAWN:
                yield from kid.words()

    @property
    def first(self) -> Mark | None:
        """Where it begins."""
        return next((mark for mark in self.marks() if mark.passage), None)

    @property
    def has_terms(self) -> bool:
        """Whether the labels of a list are words of the text, and not made by the layout."""
        return self.numbering in ("None", "Description")

    @property
    def heading(self) -> Node | None:
        """The heading of a section: an element H1 to H6 directly in it."""
        return next((kid for kid in self.nodes() if is_heading(kid)), None)


def is_heading(node: Node) -> bool:
    """Whether an element is a heading."""
    return node.role in HEADINGS


def joined(marks: Iterable[Mark]) -> str:
    """The words of some marks: lines stand apart, one that ends in a hyphen runs on."""
    shown = (mark.passage for mark in marks)
    text = in_lines((each.text, each.first, each.last or each.first) for each in shown if each)
    return " ".join(text.split())
