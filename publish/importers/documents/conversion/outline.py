"""The outline of a document: its blocks in reading order, divided at the headings of sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publish.importers.documents.boxes import box_name
from publish.importers.documents.tree import Node, attributes, plain_text, walk

_WORDS = 2  # their place in a heading


@dataclass(slots=True)
class OutlinePassage:
    """A heading and the blocks up to the next one; without a heading at the head of a document."""

    heading: Node | None
    blocks: list[Node] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The level of the heading, 0 without one."""
        return int(self.heading["c"][0]) if self.heading else 0

    @property
    def words(self) -> list[Node]:
        """The nodes of the heading, none without one."""
        return list(self.heading["c"][_WORDS]) if self.heading else []

    @property
    def title(self) -> str:
        """The words of the heading as one line, "" without one."""
        return plain_text(self.words)

    def lengthen(self, words: Sequence[Node]) -> None:
        """Add nodes to the heading."""
        assert self.heading is not None
        self.heading["c"][_WORDS] = [*self.words, *words]


def passages(blocks: Sequence[Node]) -> list[OutlinePassage]:
    """The passages of a document; the first has no heading."""
    found = [OutlinePassage(None)]
    for node in _unwrapped(blocks):
        if node["t"] == "Header":
            found.append(OutlinePassage(node))
        else:
            found[-1].blocks.append(node)
    return found


def has_own_title(blocks: Sequence[Node]) -> bool:
    """Whether a document with a title from elsewhere begins with words of its own, and not with a
    heading of the first level that is above all others."""
    first, *others = passages(blocks)
    top, count = 0, 0
    for each in others:
        if not count or each.level <= top:
            top, count = each.level, count + 1
    return says_something(first.blocks) and (count > 1 or top > 1)


def says_something(blocks: Sequence[Node]) -> bool:
    """Whether there is anything for a reader in blocks."""
    return any(node["t"] in _SAYS for node in walk(blocks))


_SAYS = frozenset({"Str", "Code", "CodeBlock", "Image", "Math", "Table"})


def section_headings(blocks: Sequence[Node]) -> Iterator[Node]:
    """The headings that begin sections: those at the top, or in divisions that only wrap them."""
    return (node for node in _unwrapped(blocks) if node["t"] == "Header")


def _unwrapped(blocks: Sequence[Node], language: str = "") -> Iterator[Node]:
    """The blocks without divisions around headings, which take the language of theirs."""
    for node in blocks:
        own = attributes(node)
        if node["t"] == "Div" and box_name(own) is None and _contains_heading(node):
            yield from _unwrapped(node["c"][1], own.keys.get("lang") or language)
        else:
            if node["t"] == "Header" and language and "lang" not in own.keys:
                node["c"][1][2].append(["lang", language])
            yield node


def _contains_heading(node: Node) -> bool:
    return any(each["t"] == "Header" for each in walk(node["c"][1]))
