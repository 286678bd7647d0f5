"""Changes trees of pandoc, and finds what is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from publish.exporters.tree.nodes import Node

Change = Callable[[Node], Node | list[Node]]
_WITH_ATTRIBUTES = frozenset(
    {"Div", "Span", "Code", "CodeBlock", "Link", "Image", "Table", "Figure"}
)


def rewrite(content: Any, change: Change) -> Any:
    """A tree in which each node, after those inside it, is what `change` makes of it."""
    if isinstance(content, list):
        return [new for each in content for new in _rewritten(each, change)]
    if isinstance(content, dict) and "c" in content:
        return {**content, "c": rewrite(content["c"], change)}
    return content


def _rewritten(each: Any, change: Change) -> list[Any]:
    new = rewrite(each, change)
    if not isinstance(new, dict) or "t" not in new:
        return [new]
    changed = change(new)
    return changed if isinstance(changed, list) else [changed]


def walk(content: Any) -> Iterator[Node]:
    """All nodes of a tree in reading order."""
    if isinstance(content, list):
        for each in content:
            yield from walk(each)
    elif isinstance(content, dict) and "t" in content:
        yield content
        yield from walk(content.get("c"))


def identifier_of(node: Node) -> str:
    """The identifier of a node; empty without one."""
    if node["t"] == "Header":
        return str(node["c"][1][0])
    return str(node["c"][0][0]) if node["t"] in _WITH_ATTRIBUTES else ""


def classes_of(node: Node) -> list[str]:
    """The classes of a node."""
    return list(node["c"][0][1]) if node["t"] in _WITH_ATTRIBUTES else []


def keys_of(node: Node) -> dict[str, str]:
    """The keys of a node."""
    return dict(node["c"][0][2]) if node["t"] in _WITH_ATTRIBUTES else {}
