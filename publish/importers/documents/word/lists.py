"""Items of lists that go on: paragraphs after a list in the styles `List Continue` and `List Code`.

Word has no paragraphs in items: what goes on is indented like them, and the list after it counts
on. Here such a paragraph is joined to the item before it, and the lists around it are one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importers.documents.tree import Node
from publish.importers.documents.word.constructs import style_of

_CONTINUE = re.compile(r"List (?:Continue|Code)(?: (\d))?")
_LISTS = ("BulletList", "OrderedList")


def with_whole_items(blocks: Sequence[Node]) -> list[Node]:
    """Blocks in which items have what follows them, and lists that it divided are joined."""
    found: list[Node] = []
    goes_on = False
    for block in blocks:
        match = _CONTINUE.fullmatch(style_of(block))
        if match and found and found[-1]["t"] in _LISTS:
            _append(found[-1], int(match[1] or 1), block["c"][1])
            goes_on = True
        elif goes_on and _joins(found[-1], block):
            _items(found[-1]).extend(_items(block))
        else:
            found.append(block)
            goes_on = False
    return found


def _items(node: Node) -> list[list[Node]]:
    items: list[list[Node]] = node["c"] if node["t"] == "BulletList" else node["c"][1]
    return items


def _joins(before: Node, block: Node) -> bool:
    if before["t"] != block["t"] or block["t"] not in _LISTS:
        return False
    return block["t"] == "BulletList" or bool(before["c"][0][1:] == block["c"][0][1:])


def _append(node: Node, depth: int, content: Sequence[Node]) -> None:
    """Add blocks to the last item at a depth; a list that is less deep takes them where it ends."""
    item = _items(node)[-1]
    inner = next((each for each in reversed(item) if each["t"] in _LISTS), None)
    if depth > 1 and inner is not None:
        _append(inner, depth - 1, content)
    else:
        item.extend(content)
