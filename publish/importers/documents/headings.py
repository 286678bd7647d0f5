"""Headings as they are laid out: in a table that is only their frame, and without any words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from publish.importers.documents.conversion.outline import says_something
from publish.importers.documents.tree import Node, attributes, plain_text, walk

Level = Callable[[Node], int]


def settle_headings(blocks: Sequence[Node], level: Level, *, pictures: bool) -> Iterator[Node]:
    """The blocks in which each heading has words, and stands where a section can begin.

    `level` is that of a heading by its style, 0 for other blocks. Where headings are known by their
    style alone, as in word processors, `pictures` in one are a paragraph.
    """
    for node in blocks:
        if node["t"] == "Table" and (framed := _framed(node, level)):
            yield from framed
        elif node["t"] == "Header" and not _is_heading(node["c"][2], pictures=pictures):
            if _is_needed(node["c"][2]):
                yield {"t": "Para", "c": node["c"][2]}
        elif node["t"] == "Div":
            inner = list(settle_headings(node["c"][1], level, pictures=pictures))
            yield {"t": "Div", "c": [node["c"][0], inner]}
        else:
            yield node


def _is_heading(words: Sequence[Node], *, pictures: bool) -> bool:
    has_picture = any(each["t"] == "Image" for each in walk(words))
    return bool(plain_text(words)) or (has_picture and not pictures)


def _is_needed(words: Sequence[Node]) -> bool:
    """Whether there is a picture, or a place that a link may lead to."""
    return any(each["t"] == "Image" or attributes(each).identifier for each in walk(words))


def _framed(table: Node, level: Level) -> list[Node]:
    """The headings in a table that holds nothing else; none for other tables."""
    _, (_, caption), _, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    found: list[Node] = []
    for block in (block for _, cells in rows for cell in cells for block in cell[4]):
        if block["t"] == "Header":
            found.append(block)
        elif at := level(block):
            found += ({"t": "Header", "c": [at, ["", [], []], each["c"]]} for each in block["c"][1])
        elif says_something([block]):
            return []
    return [] if says_something(caption) else found
