"""Org: keywords such as TODO and tags belong to a heading and are not words of its title."""

from __future__ import annotations

from collections.abc import Sequence

from publish.importers.documents.tree import Node, attributes

_NOT_WORDS = frozenset({"todo", "done", "tag"})


def rewrite_headings(blocks: list[Node]) -> list[Node]:
    """Blocks whose headings have no keywords and tags."""
    return [_heading(node) if node["t"] == "Header" else node for node in blocks]


def _heading(node: Node) -> Node:
    level, own, words = node["c"]
    return {"t": "Header", "c": [level, own, _trimmed([n for n in words if not _is_mark(n)])]}


def _is_mark(node: Node) -> bool:
    return node["t"] == "Span" and bool(_NOT_WORDS & {*attributes(node).classes})


def _trimmed(nodes: Sequence[Node]) -> list[Node]:
    kept = list(nodes)
    while kept and kept[0]["t"] == "Space":
        kept = kept[1:]
    while kept and (kept[-1]["t"] == "Space" or kept[-1].get("c") == "\u00a0"):
        kept = kept[:-1]
    return kept
