"""Random books, and random edits of them with what a comparison must say of each."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from publish.releases.text import BookText, TextSection

_SYLLABLES = "ba ko ri tu me lo san der vi pel nor gat shi mun que fal".split()
_EDITS = "insert delete rename move split merge reword".split()


@dataclass
class Node:
    """A section that can be edited."""

    id: str
    title: str
    blocks: list[str]
    children: list[Node] = field(default_factory=list)


@dataclass
class Edited:
    """The edits that were made, by kind, as the ids of old and new sections."""

    before: BookText
    after: BookText
    edits: dict[str, set[object]]
    became: dict[str, list[str]]


class Author:
    """Writes a book, and edits it; the same book for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = [self._word() for _ in range(400)]
        self._count = 0
        self._touched: set[str] = set()
        self._edits: dict[str, set[object]] = {kind: set() for kind in _EDITS}

    def _word(self) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=self._random.randint(1, 3)))

    def _sentence(self) -> str:
        weights = [1 / (rank + 1) for rank in range(len(self._words))]
        words = self._random.choices(self._words, weights, k=self._random.randint(6, 20))
        return " ".join(words).capitalize() + "."

    def _node(self, depth: int) -> Node:
        self._count += 1
        empty = depth > 0 and self._random.random() < 0.3
        blocks = [] if empty else [self._sentence() for _ in range(self._random.randint(2, 6))]
        children = self._random.randint(2, 5) if depth else 0
        return Node(
            f"s{self._count}",
            self._sentence()[:30],
            blocks,
            [self._node(depth - 1) for _ in range(children)],
        )

    def edited(self, edits: int) -> Edited:
        """A new book with some edits, each of sections that no other one touches."""
        root = Node("", "", [], [self._node(self._random.randint(1, 2)) for _ in range(4)])
        before = book_text(root, "1.0")
        became = {section.id: [section.id] for section in before.sections}
        for _ in range(edits):
            getattr(self, f"_{self._random.choice(_EDITS)}")(root, became)
        return Edited(before, book_text(root, "2.0"), self._edits, became)

    def _choose(self, root: Node, suits: object = None) -> tuple[Node, Node, int] | None:
        """A section that no edit has touched, with its parent and its index there."""
        places = [
            (parent, node, index)
            for parent in walk(root)
            for index, node in enumerate(parent.children)
            if node.id not in self._touched and (suits is None or suits(parent, node, index))  # type: ignore[operator]
        ]
        if not places:
            return None
        place = self._random.choice(places)
        self._touched |= {node.id for node in walk(place[1])}
        return place

    def _insert(self, root: Node, became: dict[str, list[str]]) -> None:
        parent = self._random.choice([node for node in walk(root) if node.children])
        node = self._node(0)
        self._touched.add(node.id)
        parent.children.insert(self._random.randint(0, len(parent.children)), node)
        self._edits["insert"].add(node.id)

    def _delete(self, root: Node, became: dict[str, list[str]]) -> None:
        place = self._choose(root, lambda parent, node, _: not self._has_touched(node))
        if place:
            parent, node, index = place
            del parent.children[index]
            for each in walk(node):
                self._edits["delete"].add(each.id)
                became[each.id] = []

    def _has_touched(self, node: Node) -> bool:
        return any(each.id in self._touched for each in walk(node))

    def _rename(self, root: Node, became: dict[str, list[str]]) -> None:
        """Another title, and for every second one another id."""
        if place := self._choose(root, lambda *place: place[1].blocks):
            node, old = place[1], place[1].id
            node.title = self._sentence()[:30]
            if self._random.random() < 0.5:
                self._count += 1
                node.id = f"s{self._count}"
                self._touched.add(node.id)
            became[old] = [node.id]
            self._edits["rename"].add((old, node.id))

    def _move(self, root: Node, became: dict[str, list[str]]) -> None:
        """To another section, since among few siblings it is open which of them was moved."""
        if place := self._choose(root, lambda *place: not place[1].children and place[0].id):
            parent, node, index = place
            others = [each for each in walk(root) if each.children and each is not parent]
            if others := [each for each in others if each.id]:
                target = self._random.choice(others)
                del parent.children[index]
                target.children.insert(self._random.randint(0, len(target.children)), node)
                self._edits["move"].add(node.id)

    def _split(self, root: Node, became: dict[str, list[str]]) -> None:
        if place := self._choose(root, lambda *place: len(place[1].blocks) >= 2):
            parent, node, index = place
            at = self._random.randint(1, len(node.blocks) - 1)
            self._count += 1
            second = Node(f"s{self._count}", self._sentence()[:30], node.blocks[at:])
            if self._random.random() < 0.5:
                second.children, node.children = node.children, []
            node.blocks = node.blocks[:at]
            self._touched.add(second.id)
            parent.children.insert(index + 1, second)
            became[node.id] = [node.id, second.id]
            self._edits["split"].add((node.id, second.id))

    def _merge(self, root: Node, became: dict[str, list[str]]) -> None:
        def suits(parent: Node, node: Node, index: int) -> bool:
            following = parent.children[index + 1 : index + 2]
            untouched = all(each.id not in self._touched for each in following)
            return bool(following and node.blocks and following[0].blocks and untouched)

        if place := self._choose(root, suits):
            parent, node, index = place
            second = parent.children.pop(index + 1)
            self._touched |= {each.id for each in walk(second)}
            node.blocks += second.blocks
            node.children += second.children
            became[second.id] = [node.id]
            self._edits["merge"].add((node.id, second.id))

    def _reword(self, root: Node, became: dict[str, list[str]]) -> None:
        if place := self._choose(root, lambda *place: place[1].blocks):
            node = place[1]
            which = self._random.randrange(len(node.blocks))
            words = node.blocks[which].split()
            for at in self._random.sample(range(len(words)), self._random.randint(1, 4)):
                words[at] = "reworded"
            node.blocks[which] = " ".join(words)
            self._edits["reword"].add(node.id)


def walk(node: Node) -> list[Node]:
    """A section and its descendants, in reading order."""
    return [node, *(each for child in node.children for each in walk(child))]


def book_text(root: Node, version: str) -> BookText:
    """The text of a book, numbered as 1, 1.1, 1.1.1."""

    def sections(node: Node, parent: str, number: str, level: int) -> list[TextSection]:
        rows = []
        for index, child in enumerate(node.children, start=1):
            own = f"{number}.{index}" if number else str(index)
            row = TextSection(
                child.id, parent, level, own, own, " ", child.title, tuple(child.blocks)
            )
            rows += [row, *sections(child, child.id, own, level + 1)]
        return rows

    return BookText("A Book", version, "en", tuple(sections(root, "", "", 1)))
