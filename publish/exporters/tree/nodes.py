"""Nodes of pandoc's tree, as its JSON has them: pandoc-types 1.23, Text.Pandoc.Definition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Node = dict[str, Any]
API_VERSION = (1, 23, 1)
# What pandoc breaks a line at; a space that does not break is part of a word.
_SPACES = re.compile(r"[ \t\r\n]+")


def node(kind: str, content: Any = None) -> Node:
    """A node of a type; types such as `Space` have no content."""
    return {"t": kind} if content is None else {"t": kind, "c": content}


def attributes(
    identifier: str = "", classes: Sequence[str] = (), keys: Mapping[str, str] | None = None
) -> list[Any]:
    """Attributes; a key without a value is left out."""
    pairs = [[name, value] for name, value in (keys or {}).items() if value]
    return [identifier, list(classes), pairs]


def words(text: str) -> Iterator[Node]:
    """A text as words and spaces."""
    for i, word in enumerate(_SPACES.split(text)):
        if i:
            yield node("Space")
        if word:
            yield node("Str", word)


def span(
    content: Sequence[Node],
    *classes: str,
    identifier: str = "",
    keys: Mapping[str, str] | None = None,
) -> Node:
    """Inline nodes with attributes."""
    return node("Span", [attributes(identifier, classes, keys), list(content)])


def div(
    content: Sequence[Node],
    *classes: str,
    identifier: str = "",
    keys: Mapping[str, str] | None = None,
) -> Node:
    """Blocks with attributes."""
    return node("Div", [attributes(identifier, classes, keys), list(content)])


def link(
    content: Sequence[Node],
    target: str,
    *classes: str,
    identifier: str = "",
    keys: Mapping[str, str] | None = None,
) -> Node:
    """A link to an address, or to `#name`."""
    return node("Link", [attributes(identifier, classes, keys), list(content), [target, ""]])


def stripped(nodes: Sequence[Node]) -> list[Node]:
    """Inline nodes without spaces at their ends, and with one in a row."""
    found: list[Node] = []
    for each in nodes:
        is_space = each["t"] == "Space"
        if not is_space or (found and found[-1]["t"] not in ("Space", "LineBreak")):
            found.append(each)
    while found and found[-1]["t"] == "Space":
        found.pop()
    return found
