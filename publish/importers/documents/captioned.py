"""Nodes with a caption or a name that a division gives them: figures, tables, code, formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from publish.importers.documents.tree import Attributes, Node, attributes, plain_text, walk

_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>(?:equation|displaymath|align|gather|multline|eqnarray|alignat|flalign)\*?)\}"
    r"(?P<tex>.*)\\end\{(?P=name)\}",
    re.S,
)


def named_by_caption(node: Node) -> Node:
    """A figure or a table with the name that a mark in its caption has, as in Word.

    The division around the words of a caption only names their style.
    """
    attribute, (short, blocks), *content = node["c"]
    caption = [each for block in blocks for each in _undivided(block)]
    marks = [each for each in walk(caption) if each["t"] == "Span" and attributes(each).identifier]
    if attribute[0]:
        marks = [each for each in marks if attributes(each).identifier == attribute[0]]
    if not marks:
        return {"t": node["t"], "c": [attribute, [short, caption], *content]}
    named = [attributes(marks[0]).identifier, *attribute[1:]]
    return {"t": node["t"], "c": [named, [short, _without(marks, caption)], *content]}


def _undivided(block: Node) -> list[Node]:
    return block["c"][1] if block["t"] == "Div" else [block]


def _without(marks: Sequence[Node], content: Any) -> Any:
    """Nodes without those spans, whose words stay."""
    if isinstance(content, dict):
        return {key: _without(marks, value) for key, value in content.items()}
    if not isinstance(content, list):
        return content
    found: list[Any] = []
    for each in content:
        if any(each is mark for mark in marks):
            found += _without(marks, each["c"][1])
        else:
            found.append(_without(marks, each))
    return found


def formula(node: Node) -> Node | None:
    """A formula that is written as an environment of TeX by itself."""
    if node["t"] not in ("RawBlock", "RawInline") or node["c"][0] not in ("tex", "latex"):
        return None
    match = _ENVIRONMENT.fullmatch(node["c"][1].strip())
    if not match:
        return None
    is_bare = match["name"].rstrip("*") in ("equation", "displaymath", "math")
    tex = match["tex"].strip() if is_bare else match[0]
    return {"t": "Math", "c": [{"t": "DisplayMath"}, tex]}


def figure(own: Attributes, inner: list[Node]) -> list[Node]:
    """A figure of pictures with its caption as the last paragraph; of anything else, a box."""
    *content, last = inner or [{"t": "Plain", "c": []}]
    is_caption = last["t"] in ("Para", "Plain") and not _pictures(last)
    caption, content = (last["c"], content) if is_caption else ([], inner)
    if _pictures(content):
        plain = [{"t": "Plain", "c": caption}] if caption else []
        return [{"t": "Figure", "c": [pandoc_attributes(own), [None, plain], content]}]
    if len(content) == 1 and content[0]["t"] == "CodeBlock":
        return [captioned_code(own, content[0], plain_text(caption))]
    title = division(Attributes("", ("title",)), [{"t": "Plain", "c": caption}] if caption else [])
    return [division(Attributes(own.identifier, ("box",)), [title, *content])]


def listing(own: Attributes, inner: list[Node]) -> list[Node]:
    """Code with its caption as a paragraph; nothing of another division."""
    codes = [each for each in inner if each["t"] == "CodeBlock"]
    if len(codes) != 1 or len(inner) > 2:
        return []
    words = plain_text([each for each in inner if each is not codes[0]])
    return [captioned_code(own, codes[0], own.keys.get("lst-cap") or words)]


def captioned_code(own: Attributes, code: Node, caption: str) -> Node:
    """Code with the name of a division and a caption."""
    identifier, classes, keys = code["c"][0]
    given = {"caption": caption} if caption else {}
    named = Attributes(own.identifier or identifier, classes, {**dict(keys), **given})
    return {"t": "CodeBlock", "c": [pandoc_attributes(named), code["c"][1]]}


def table(own: Attributes, inner: list[Node]) -> list[Node]:
    """A table with its caption as the paragraph after it; several under one caption stay apart."""
    tables = [each for each in inner if each["t"] == "Table"]
    captions = [each for each in inner if each["t"] in ("Para", "Plain")]
    if len(tables) != 1 or len(tables) + len(captions) != len(inner):
        return []
    attribute, (short, given), *rest = tables[0]["c"]
    named = pandoc_attributes(Attributes(own.identifier, attribute[1], dict(attribute[2])))
    return [{"t": "Table", "c": [named, [short, given or captions], *rest]}]


def _pictures(content: object) -> list[Node]:
    return [each for each in walk(content) if each["t"] == "Image"]


def division(own: Attributes, inner: list[Node]) -> Node:
    """A node `Div`."""
    return {"t": "Div", "c": [pandoc_attributes(own), inner]}


def pandoc_attributes(own: Attributes) -> list[object]:
    """Attributes as they are in a node."""
    return [own.identifier, list(own.classes), [[key, value] for key, value in own.keys.items()]]
