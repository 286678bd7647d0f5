"""Inline nodes of the character styles that our exports write: keys, and readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from publish.importers.documents.tree import Node, attributes, plain_text

_KEY, _READING, _READ = "Key", "Reading", "Reading Base"
_BRACKETS = "（）()"


def with_marks(content: Any) -> Any:
    """Nodes in which keys and readings are marked as such."""
    if isinstance(content, list):
        inner = [with_marks(each) for each in _apart(content)]
        has_styles = any(isinstance(each, dict) and _style(each) for each in inner)
        return _joined(inner) if has_styles else inner
    if isinstance(content, dict) and "c" in content:
        return {"t": content["t"], "c": with_marks(content["c"])}
    return content


def _apart(nodes: Sequence[Any]) -> Iterator[Any]:
    """Nodes in which no mark of the index is inside another one, as those of one place are."""
    for each in nodes:
        if isinstance(each, dict) and "indexref" in attributes(each).classes:
            yield {"t": "Span", "c": [each["c"][0], []]}
            yield from _apart(each["c"][1])
        else:
            yield each


def _style(node: Node) -> str:
    return attributes(node).keys.get("custom-style", "") if node.get("t") == "Span" else ""


def _joined(nodes: Sequence[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        style = _style(node)
        if style == _KEY:
            _add_key(found, node)
        elif style == _READING and found and _style(found[-1]) == _READ:
            reading = plain_text([node]).strip(_BRACKETS)
            found[-1] = {"t": "Span", "c": [["", [], [["ruby", reading]]], found[-1]["c"][1]]}
        else:
            found.append(node)
    return found


def _add_key(found: list[Node], node: Node) -> None:
    """A key; after a plus it is pressed together with the one before."""
    plus = {"t": "Str", "c": "+"}
    if len(found) > 1 and found[-1] == plus and "key" in attributes(found[-2]).classes:
        found.pop()
        found[-1]["c"][1].extend([plus, *node["c"][1]])
    else:
        found.append({"t": "Span", "c": [["", ["key"], []], list(node["c"][1])]})
