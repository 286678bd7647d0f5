"""Labels of Typst, which are after what they name, and references to them."""

from __future__ import annotations

from typing import Any

from publish.importers.documents.tree import Node, attributes

_SPACES = ("SoftBreak", "Space")
_NAMED = ("Header", "Figure", "Table")


def rewrite_labels(blocks: list[Node]) -> list[Node]:
    """Blocks whose labels are their identifiers; references are without the words of pandoc."""
    found: list[Node] = []
    for node in _references(blocks):
        label = _label(node)
        if label and found and found[-1]["t"] in _NAMED:
            found[-1] = _named(found[-1], label)
            node["c"] = node["c"][1:]
        if node["t"] != "Para" or any(
            each["t"] not in ("SoftBreak", "Space") for each in node["c"]
        ):
            found.append(node)
    return found


def _label(node: Node) -> str:
    """The label at the head of a paragraph, which belongs to the block before it."""
    first = node["c"][0] if node["t"] == "Para" and node["c"] else {"t": ""}
    is_label = first["t"] == "Span" and not first["c"][1] and not attributes(first).classes
    return attributes(first).identifier if is_label else ""


def _named(node: Node, label: str) -> Node:
    at = 1 if node["t"] == "Header" else 0
    content = list(node["c"])
    content[at] = [label, *content[at][1:]]
    return {"t": node["t"], "c": content}


def _references(content: Any) -> Any:
    if isinstance(content, list):
        return [_references(each) for each in _with_labels(content)]
    if not isinstance(content, dict):
        return content
    if content.get("t") == "Link" and "ref" in attributes(content).classes:
        return {"t": "Link", "c": [["", [], []], [], content["c"][2]]}
    return {key: _references(value) for key, value in content.items()}


def _with_labels(nodes: list[Any]) -> list[Any]:
    """A run of nodes in which the label after a formula is in the formula."""
    for i, node in enumerate(nodes):
        if not isinstance(node, dict) or node.get("t") != "Math":
            continue
        after = nodes[i + 1 :]
        while after and after[0]["t"] in _SPACES:
            after = after[1:]
        if after and after[0]["t"] == "Span" and not after[0]["c"][1]:
            kind, tex = node["c"]
            labelled = f"{tex} \\label{{{attributes(after[0]).identifier}}}"
            return [*nodes[:i], {"t": "Math", "c": [kind, labelled]}, *after[1:]]
    return nodes
