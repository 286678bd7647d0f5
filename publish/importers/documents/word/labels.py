"""Labels at the head of captions and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importers.documents.tree import Node, plain_text

_SPACES = re.compile(r"[\s\u00a0]+")


def without_label(nodes: Sequence[Node], label: str) -> list[Node]:
    """Inline nodes without the label that they begin with, if they do."""
    wanted, rest = loose(label), list(nodes)
    seen = ""
    while wanted and rest and len(seen) < len(wanted):
        text = loose(plain_text([rest[0]])) if rest[0]["t"] != "Space" else " "
        candidate = seen + text
        if candidate.startswith(wanted):
            return _cut(rest, candidate[len(wanted) :])
        if not wanted.startswith(candidate):
            return list(nodes)
        seen = candidate
        rest = rest[1:]
    return list(nodes) if wanted and seen != wanted else _stripped(rest)


def _cut(rest: list[Node], left: str) -> list[Node]:
    """The nodes after a label; `left` is what is left of the first one."""
    first = [{"t": "Str", "c": left}] if left.strip() and rest[0]["t"] == "Str" else []
    return _stripped([*first, *rest[1:]])


def _stripped(nodes: list[Node]) -> list[Node]:
    while nodes and nodes[0]["t"] == "Space":
        nodes = nodes[1:]
    return nodes


def loose(text: str) -> str:
    """A text with plain spaces."""
    return _SPACES.sub(" ", text)
