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
            return _cut(rest, wanted[len(seen) :])
        if not wanted.startswith(candidate):
            return list(nodes)
        seen = candidate
        rest = rest[1:]
    return list(nodes) if wanted and seen != wanted else _stripped(rest)


def _cut(rest: list[Node], label: str) -> list[Node]:
    """The nodes after a label, which the first one begins with."""
    words = rest[0]["c"] if rest[0]["t"] == "Str" else ""
    match = re.match(r"\s*" + r"\s+".join(map(re.escape, label.split())) + r"\s*", words)
    left = words[match.end() :] if match else ""
    return _stripped([*([{"t": "Str", "c": left}] if left else []), *rest[1:]])


def _stripped(nodes: list[Node]) -> list[Node]:
    while nodes and nodes[0]["t"] == "Space":
        nodes = nodes[1:]
    return nodes


def loose(text: str) -> str:
    """A text with plain spaces."""
    return _SPACES.sub(" ", text)
