"""The structure tree of a tagged PDF with the text of its elements (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from publish.model.script import turns
from publish.verify.pdf.objects import Objects, Value, words
from publish.verify.pdf.runs import Page, Run

_DRAWN = frozenset({"Figure", "Formula"})


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One marked content: the page it stands on (index from 0) and its runs of text.

    `number` tells it on that page, `text` is what it reads as where no places are seen.
    """

    page: int
    runs: Sequence[Run]
    number: int = -1
    text: str = ""


@dataclass(slots=True, eq=False)
class Node:
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
    kids: list[Node | Mark] = field(default_factory=list)
    links: list[Value] = field(default_factory=list)

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
        return next((mark for mark in self.marks() if mark.runs), None)

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
    return len(node.role) == 2 and node.role[0] == "H" and node.role[1].isdigit()


_GAP = 2.0  # points between runs that go on in one line, at the most
_HYPHENS = ("\u2010", "-", "\u00ad")


def joined(marks: Iterable[Mark]) -> str:
    """The words of some marks: lines stand apart, one that ends in a hyphen runs on."""
    parts: list[str] = []
    before: Run | None = None
    ended = ""
    for run in (run for mark in marks for run in mark.runs):
        if before is not None and not ended.endswith(_HYPHENS) and _apart(before, run):
            parts.append(" ")
            ended = " "
        if run.text:
            parts.append(run.text)
            ended = run.text
        before = run
    return " ".join("".join(parts).split())


def _apart(before: Run, run: Run) -> bool:
    """Whether a run does not go on from the one before it: another line, or another column."""
    if turns(before.text) or turns(run.text):
        return not before.left - _GAP <= run.right <= before.left + _GAP
    other_line = run.top < before.bottom or run.bottom > before.top
    return other_line or run.left < before.left or run.left > before.right + _GAP


def read_tree(objects: Objects, pages: Sequence[Page]) -> Node:
    """The whole tree below one root; a file without tags has an empty one."""
    root = Node("Root")
    tree = objects.value(objects.root.get("/StructTreeRoot"))
    if tree is not None:
        _Reader(objects, pages).read(tree.get("/K"), root, None)
    return root


# What PDF 2.0 calls otherwise than 1.7 (ISO 32000-2, 14.8.4.4.3).
_RENAMED = {"FENote": "Note"}


class _Reader:
    def __init__(self, objects: Objects, pages: Sequence[Page]) -> None:
        self._objects = objects
        self._pages = pages

    def read(self, kid: Value, into: Node, page: int | None) -> None:
        """Take one kid, of any of the four kinds (14.7.2, table 323), or a list of them."""
        held = self._objects.value(kid)
        if isinstance(held, int):
            self._mark(held, into, page)
        elif isinstance(held, list):
            for each in held:
                self.read(each, into, page)
        elif isinstance(held, dict):
            self._dictionary(held, into, page)

    def _dictionary(self, kid: dict[str, Value], into: Node, page: int | None) -> None:
        own = self._objects.pages.get(kid["/Pg"]) if "/Pg" in kid else page
        kind = kid.get("/Type")
        if kind == "/OBJR":
            into.links.append(kid["/Obj"])
        elif kind == "/MCR":
            self._mark(int(self._value(kid, "/MCID")), into, own)
        elif "/S" in kid:
            into.kids.append(node := self._node(kid))
            self.read(kid.get("/K"), node, own)

    def _node(self, kid: dict[str, Value]) -> Node:
        role, name = words(self._value(kid, "/S")), words(self._value(kid, "/ID"))
        role = _RENAMED.get(role, role)
        about = self._attributes(kid)
        numbering, heads = words(about.get("/ListNumbering")), about.get("/Headers", ())
        told, language = (words(self._value(kid, key)) for key in ("/Alt", "/Lang"))
        return Node(role, name, numbering, told, tuple(map(words, heads)), language)

    def _value(self, kid: dict[str, Value], name: str) -> Value:
        found = kid.get(name)
        return None if found is None else self._objects.value(found)

    def _mark(self, number: int, into: Node, page: int | None) -> None:
        if page is not None:
            shown = self._pages[page]
            runs, text = shown.marked.get(number, ()), shown.spelled.get(number, "")
            into.kids.append(Mark(page, runs, number, text))

    def _attributes(self, element: dict[str, Value]) -> dict[str, Value]:
        """The attributes of an element, of all owners together (14.7.5)."""
        found = self._value(element, "/A")
        if found is None:
            return {}
        each = map(self._objects.value, found if isinstance(found, list) else [found])
        return {
            name: value for some in each if isinstance(some, dict) for name, value in some.items()
        }
