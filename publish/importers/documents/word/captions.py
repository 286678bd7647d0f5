"""Captions of an exported file without their labels, which the book counts, and with their names.

A caption has the name of what it describes as a bookmark, if anything refers to it; otherwise its
label tells which it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from publish.importers.documents.tree import Node, attributes, plain_text
from publish.importers.documents.word.constructs import style_of
from publish.importers.documents.word.labels import loose, without_label
from publish.model.exported import ExportedBook, ExportedCaption

_NUMBER = re.compile(r"(?:[A-Z]\.|\d+\.)*(?:\d+|[A-Z]\b)")
_TEXT = ("Para", "Plain")


class Captions:
    """The captions of a book, by name and by label."""

    def __init__(self, facts: ExportedBook, drop: Callable[[str], None]) -> None:
        self._drop = drop
        self._by_name = {caption.id: caption for caption in facts.captions}
        self._by_label = {loose(caption.label).strip(): caption for caption in facts.captions}

    def bare(self, content: Any) -> Any:
        """Nodes in which captions have no labels; what they describe has its name."""
        if isinstance(content, list):
            return [self.bare(each) for each in content]
        if not isinstance(content, dict) or "c" not in content:
            return content
        node = {"t": content["t"], "c": self.bare(content["c"])}
        if node["t"] in ("Figure", "Table"):
            return self._captioned(node)
        if style_of(node).endswith(" Caption"):
            return self._styled(node)
        return node

    def _captioned(self, node: Node) -> Node:
        """A figure, or a table; the number of an equation is in the second cell of one."""
        own, (short, caption), *rest = node["c"]
        if style_of(node) == "Equation":
            return {"t": "Table", "c": [own, [short, caption], *map(self._numbers, rest)]}
        first = _first_text(caption)
        if first is not None:
            name, words = self._bare(first["c"])
            first["c"] = words
            own = [name or own[0], *own[1:]]
        return {"t": node["t"], "c": [own, [short, caption], *rest]}

    def _numbers(self, content: Any) -> Any:
        """The cells of an equation, with the name of each number as an anchor."""
        for text in _texts(content):
            name, _ = self._bare(text["c"])
            if name:
                text["c"] = [_anchor(name)]
        return content

    def _styled(self, node: Node) -> Node:
        first = _first_text(node["c"][1])
        if first is not None:
            name, words = self._bare(first["c"])
            first["c"] = [*([_anchor(name)] if name else []), *words]
        return node

    def _bare(self, nodes: Sequence[Node]) -> tuple[str, list[Node]]:
        """The name in a caption, and its words."""
        anchors = [attributes(each).identifier for each in nodes if _is_anchor(each)]
        words = [each for each in nodes if not _is_anchor(each)]
        text = loose(plain_text(words))
        name = next((each for each in anchors if each in self._by_name), "")
        caption = self._by_name.get(name) or self._labelled(text)
        if caption is None:
            return name or next(iter(anchors), ""), words
        shown = _shown(caption.label, text)
        self._drop(shown)
        return caption.id, without_label(words, shown)

    def _labelled(self, text: str) -> ExportedCaption | None:
        """The caption whose label a text begins with."""
        found = (each for label, each in self._by_label.items() if _begins(text, label))
        return max(found, key=lambda each: len(each.label), default=None)


def _begins(text: str, label: str) -> bool:
    return bool(label) and (text == label or text.startswith((f"{label} ", label + "\u3000")))


def _shown(label: str, text: str) -> str:
    """The label as the text has it, whose number Word may have counted anew."""
    parts = _NUMBER.split(loose(label))
    if len(parts) < _AROUND:
        return label
    pattern = _NUMBER.pattern.join(map(re.escape, (parts[0], "".join(parts[1:]))))
    match = re.match(pattern, f"{text} ")
    return match[0] if match else label


_AROUND = 2  # what is before and after the number


def _first_text(blocks: Sequence[Node]) -> Node | None:
    return next(iter(_texts(blocks)), None)


def _texts(content: Any) -> list[Node]:
    if isinstance(content, list):
        return [text for each in content for text in _texts(each)]
    if not isinstance(content, dict):
        return []
    if content["t"] in _TEXT:
        return [content]
    return _texts(content["c"][1]) if content["t"] == "Div" else []


def _is_anchor(node: Node) -> bool:
    return node["t"] == "Span" and "anchor" in attributes(node).classes


def _anchor(name: str) -> Node:
    return {"t": "Span", "c": [[name, ["anchor"], []], []]}
