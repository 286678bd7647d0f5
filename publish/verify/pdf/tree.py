"""The structure tree of a tagged PDF with the text of its elements (ISO 32000-1, 14.7)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf

from publish.verify.pdf.pages import Page, Run


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked content: the page it stands on (index from 0) and its runs of text."""

    page: int
    runs: tuple[Run, ...]


@dataclass
class Node:
    """A structure element: its type, its kids in reading order, and the links that it owns.

    `alternative` is the text that stands for what is drawn.
    """

    role: str
    id: str = ""
    numbering: str = ""
    alternative: str = ""
    kids: list[Node | Mark] = field(default_factory=list)
    links: list[pikepdf.Object] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        """The elements directly below."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def walk(self) -> Iterator[Node]:
        """This element and all below."""
        yield self
        for kid in self.nodes():
            yield from kid.walk()

    def marks(self) -> Iterator[Mark]:
        """All content, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            else:
                yield from kid.marks()

    @cached_property
    def first(self) -> Mark | None:
        """Where it begins."""
        return next((mark for mark in self.marks() if mark.runs), None)

    @property
    def heading(self) -> Node | None:
        """The heading of a section: an element H1 to H6 directly in it."""
        return next((kid for kid in self.nodes() if is_heading(kid)), None)


def is_heading(node: Node) -> bool:
    """Whether an element is a heading."""
    return len(node.role) == 2 and node.role[0] == "H" and node.role[1].isdigit()


_GAP = 2.0  # points between runs that go on in one line, at the most


def joined(marks: Iterable[Mark]) -> str:
    """The words of some marks: lines stand apart, one that ends in a hyphen runs on."""
    text = ""
    before: Run | None = None
    for mark in marks:
        for run in mark.runs:
            broken = text.endswith(("\u2010", "-", "\u00ad"))
            text += f" {run.text}" if before and not broken and _apart(before, run) else run.text
            before = run
    return " ".join(text.split())


def _apart(before: Run, run: Run) -> bool:
    """Whether a run does not go on from the one before it: another line, or another column."""
    other_line = run.top < before.bottom or run.bottom > before.top
    if runs_back(before.text) or runs_back(run.text):
        return not before.left - _GAP <= run.right <= before.left + _GAP
    return other_line or run.left < before.left or run.left > before.right + _GAP


def runs_back(text: str) -> bool:
    """Whether a text is written from right to left."""
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def read_tree(pdf: pikepdf.Pdf, pages: Sequence[Page]) -> Node:
    """The whole tree below one root; a file without tags has an empty one."""
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    root = Node("Root")
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is not None:
        _Reader(pages, numbers).read(tree.get("/K"), root, None)
    return root


class _Reader:
    def __init__(self, pages: Sequence[Page], numbers: dict[tuple[int, int], int]) -> None:
        self._pages = pages
        self._numbers = numbers

    def read(self, kid: pikepdf.Object | None, into: Node, page: int | None) -> None:
        """Take one kid, of any of the four kinds (14.7.2, table 323), or a list of them."""
        if kid is None:
            return
        if isinstance(kid, pikepdf.Array):
            for each in kid:
                self.read(each, into, page)
        elif isinstance(kid, pikepdf.Dictionary):
            self._dictionary(kid, into, page)
        else:
            self._mark(int(kid), into, page)

    def _dictionary(self, kid: pikepdf.Object, into: Node, page: int | None) -> None:
        own = self._numbers.get(kid.Pg.objgen) if "/Pg" in kid else page
        kind = kid.get("/Type")
        if kind == pikepdf.Name.OBJR:
            into.links.append(kid.Obj)
        elif kind == pikepdf.Name.MCR:
            self._mark(int(kid.MCID), into, own)
        elif "/S" in kid:
            alternative = str(kid.get("/Alt", ""))
            node = Node(str(kid.S)[1:], str(kid.get("/ID", "")), _numbering(kid), alternative)
            into.kids.append(node)
            self.read(kid.get("/K"), node, own)

    def _mark(self, number: int, into: Node, page: int | None) -> None:
        if page is not None:
            runs = self._pages[page].marked.get(number, [])
            into.kids.append(Mark(page, tuple(runs)))


def _numbering(element: pikepdf.Object) -> str:
    """How a list is labelled (14.8.5.5): "Decimal", "Disc", "None"."""
    found = element.get("/A")
    listed = list(found) if isinstance(found, pikepdf.Array) else [found]
    for attributes in listed:
        if isinstance(attributes, pikepdf.Dictionary) and "/ListNumbering" in attributes:
            return str(attributes.ListNumbering)[1:]
    return ""
