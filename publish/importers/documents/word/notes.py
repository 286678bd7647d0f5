"""Notes that are called again: a reference to the call of a note becomes a call of it.

The importer names notes by their place in the document; so do these calls.
"""

from __future__ import annotations

from typing import Any

from publish.importers.documents.tree import OURS, Node, attributes, walk


def with_calls(blocks: list[Node]) -> list[Node]:
    """The blocks with further calls of their notes."""
    numbers: dict[str, int] = {}
    count, anchor = 0, ""
    for node in walk(blocks):
        if node["t"] == "Note":
            count += 1
            numbers[anchor] = count
        anchor = (attributes(node).identifier or anchor) if node["t"] == "Span" else ""
    numbers.pop("", None)
    return list(_called(blocks, numbers)) if numbers else blocks


def _called(content: Any, calls: dict[str, int]) -> Any:
    if isinstance(content, list):
        return [_called(each, calls) for each in content]
    if not isinstance(content, dict) or "c" not in content:
        return content
    if content["t"] == "Link" and (number := calls.get(content["c"][2][0].removeprefix("#"))):
        return {"t": "RawInline", "c": [OURS, f"[^{number}]"]}
    return {"t": content["t"], "c": _called(content["c"], calls)}
