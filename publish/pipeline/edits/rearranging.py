"""The manuscript after edits of its sections and of their order: its files, and the spine.

A section stays in the file that has it. One that is new, or moved to another chapter, goes after
the section before it, as a heading one level below that around it; a new chapter gets a file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from publish.pipeline.edits.spine import Spine

_HEADING = re.compile(r"#+(?= )")


class Outline(msgspec.Struct, frozen=True):
    """The sections of a book in their order, and the one around each, if there is one."""

    order: Sequence[str]
    parents: Mapping[str, str]

    def siblings(self, name: str) -> list[str]:
        """The sections with the same parent, in their order."""
        parent = self.parents.get(name)
        return [each for each in self.order if self.parents.get(each) == parent]


@dataclass(slots=True)
class _Node:
    """A section: its text, the file that it begins, and the sections in it."""

    text: str = ""
    file: Path | None = None
    parent: str | None = None
    children: list[str] = field(default_factory=list)


class Rearranged:
    """A manuscript whose sections are changed one by one, and then written."""

    def __init__(
        self, outline: Outline, texts: Mapping[str, str], files: Mapping[str, Path], spine: Spine
    ) -> None:
        """`files` are those that sections begin, `spine` the manifest's list of files."""
        self.spine = spine
        self._roots: list[str] = []
        self._nodes = {
            name: _Node(texts.get(name, ""), files.get(name), outline.parents.get(name))
            for name in outline.order
        }
        for name in outline.order:
            self._children(outline.parents.get(name)).append(name)

    def _children(self, parent: str | None) -> list[str]:
        return self._nodes[parent].children if parent in self._nodes else self._roots

    def change(self, name: str, text: str) -> None:
        """Give a section another text."""
        self._nodes[name].text = text

    def remove(self, name: str) -> None:
        """Take a section out; those in it go on with what is before it."""
        node = self._nodes.pop(name)
        siblings = self._children(node.parent)
        at = siblings.index(name)
        siblings[at : at + 1] = node.children
        for child in node.children:
            self._nodes[child].parent = node.parent
        if node.file is not None:
            self.spine.remove(node.file)

    def place(self, name: str, outline: Outline, folder: Path, text: str = "") -> None:
        """Put a section where an outline has it; one that there is not yet has the text."""
        known = self._nodes.get(name)
        if known is not None:
            self._children(known.parent).remove(name)
        node = self._nodes.setdefault(name, _Node(text))
        node.parent = self._known_parent(name, outline)
        siblings = self._children(node.parent)
        others = outline.siblings(name)
        before = [each for each in others[: others.index(name)] if each in siblings]
        at = siblings.index(before[-1]) + 1 if before else 0
        siblings.insert(at, name)
        self._set_file(name, node, folder, siblings, at)
        self._set_level(node)

    def _known_parent(self, name: str, outline: Outline) -> str | None:
        """The section that a section is in, without those that are not accepted."""
        parent = outline.parents.get(name)
        while parent is not None and parent not in self._nodes:
            parent = outline.parents.get(parent)
        return parent

    def _set_file(
        self, name: str, node: _Node, folder: Path, siblings: Sequence[str], at: int
    ) -> None:
        """The file of a section that is placed, and its place in the spine."""
        if node.file is not None:
            self.spine.remove(node.file)
        elif self._around(node.parent) is None:
            node.file = folder / f"{name}.md"
        if node.file is not None:
            files = [self._nodes[each].file for each in siblings]
            before, after = files[:at][-1:], files[at + 1 :][:1]
            self.spine.insert(node.file, next(iter(before), None), next(iter(after), None))

    def _set_level(self, node: _Node) -> None:
        parent = self._nodes.get(node.parent or "")
        around = _level(parent.text) if parent and node.file is None else 0
        self._shift(node, around + 1 - _level(node.text))

    def _shift(self, node: _Node, levels: int) -> None:
        """Move the heading of a section, and those in its file below it, by some levels."""
        if not levels:
            return
        node.text = _HEADING.sub("#" * max(_level(node.text) + levels, 1), node.text, count=1)
        for child in node.children:
            if self._nodes[child].file is None:
                self._shift(self._nodes[child], levels)

    def _around(self, name: str | None) -> Path | None:
        """The file that a section is in."""
        while name in self._nodes:
            node = self._nodes[str(name)]
            if node.file is not None:
                return node.file
            name = node.parent
        return None

    def files(self) -> dict[Path, str]:
        """The text of each file from its first heading on."""
        parts: dict[Path, list[str]] = {}
        for name in self._walk(self._roots):
            node = self._nodes[name]
            file = self._around(name)
            if file is not None and node.text:
                parts.setdefault(file, []).append(node.text)
        return {file: _joined(texts) for file, texts in parts.items()}

    def _walk(self, names: Collection[str]) -> Iterator[str]:
        for name in names:
            yield name
            yield from self._walk(self._nodes[name].children)


def _level(text: str) -> int:
    match = _HEADING.match(text)
    return len(match[0]) if match else 0


def _joined(texts: Sequence[str]) -> str:
    """Sections with an empty line between them."""
    between = [text.rstrip("\n") + "\n\n" for text in texts[:-1]]
    return "".join((*between, texts[-1].rstrip("\n") + "\n"))
