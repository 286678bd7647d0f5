"""Whether the book has words for a reference to a node: a number, a title, or a picture's text."""

from __future__ import annotations

from publish.importers.documents.boxes import box_name
from publish.importers.documents.tree import CAPTION_KEYS, Node, attributes, plain_text, walk

_NUMBERED = frozenset("theorem lemma proposition corollary definition example exercise".split())


def words_itself(node: Node) -> bool:
    """Whether `[](#name)` of the node reads as words."""
    own, kind = attributes(node), node["t"]
    if kind == "Math":
        return True
    if kind == "Div":
        return box_name(own) in _NUMBERED or _has_title(node)
    if kind == "Figure":
        return bool(plain_text(node["c"][1][1])) or any(map(_has_text, walk(node["c"][2])))
    if kind == "Table":
        return bool(plain_text(node["c"][1][1]))
    if kind == "CodeBlock":
        return any(own.keys.get(key) for key in CAPTION_KEYS)
    return _has_text(node)


def _has_title(box: Node) -> bool:
    own, inner = attributes(box), box["c"][1]
    if box_name(own) is None:
        return False
    first = inner[0] if inner else None
    is_title = first is not None and (
        first["t"] == "Header" or (first["t"] == "Div" and "title" in attributes(first).classes)
    )
    return bool(own.keys.get("title") or own.keys.get("name")) or is_title


def _has_text(node: Node) -> bool:
    if node["t"] != "Image":
        return False
    keys = attributes(node).keys
    return bool(keys.get("fig-alt") or keys.get("alt") or plain_text(node["c"][1]))
