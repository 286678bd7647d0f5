"""Inline tags of HTML inside Markdown, which pandoc leaves raw: `<sub>2</sub>` as a subscript."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree, html

from publish.importers.documents.tree import Node, plain_text

_OPENING = re.compile(r"<(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^>]*)>")
_WRAPPERS = {
    "u": "Underline",
    "ins": "Underline",
    "sub": "Subscript",
    "sup": "Superscript",
    "em": "Emph",
    "i": "Emph",
    "strong": "Strong",
    "b": "Strong",
    "s": "Strikeout",
    "del": "Strikeout",
    **dict.fromkeys(("cite", "dfn", "var"), "Emph"),
}
_CODE = frozenset({"code", "tt", "samp"})
_READING, _BRACKET = "rt", "rp"  # of a `ruby`
_CLASSES = {
    "kbd": "kbd",
    _READING: _READING,
    _BRACKET: _BRACKET,
    **dict.fromkeys(
        ("span", "a", "mark", "small", "font", "abbr", "big", "time", "data", "bdi", "nobr"), ""
    ),
}

_INDEX = ("entry", "range", "see", "see-also")  # of the marks of our exports
_KEYS = frozenset({"lang", "dir", *(f"data-index-{name}" for name in _INDEX)})


def resolve_tags(content: Any) -> Any:
    """Nodes, or lists of them, with the pairs of tags in all their runs of inline nodes."""
    if isinstance(content, dict):
        return {key: resolve_tags(value) for key, value in content.items()}
    if not isinstance(content, list):
        return content
    resolved = [resolve_tags(each) for each in content]
    has_tags = any(isinstance(each, dict) and _opening(each) for each in resolved)
    return with_tags(resolved) if has_tags else resolved


def with_tags(nodes: Sequence[Node]) -> list[Node]:
    """A run of inline nodes in which pairs of tags, and pictures, are nodes of their own."""
    found: list[Node] = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        match = _opening(node)
        if match and match["name"].lower() == "img":
            found.append(_image(match[0]) or node)
        elif match and (end := _closing(nodes, at, match["name"].lower())) is not None:
            wrapped = _wrapped(match, with_tags(nodes[at + 1 : end]))
            if wrapped is not None:
                found.append(wrapped)
                at = end
            else:
                found.append(node)
        else:
            found.append(node)
        at += 1
    return found


def _opening(node: Node) -> re.Match[str] | None:
    if node.get("t") != "RawInline" or node["c"][0] != "html":
        return None
    return _OPENING.fullmatch(node["c"][1].strip())


def _closing(nodes: Sequence[Node], at: int, name: str) -> int | None:
    """The index of the tag that closes the one at `at`, with others of its name inside."""
    depth = 0
    for i in range(at, len(nodes)):
        node = nodes[i]
        if node["t"] != "RawInline":
            continue
        text = node["c"][1].strip().lower()
        if text == f"</{name}>":
            depth -= 1
        elif (match := _opening(node)) and match["name"].lower() == name:
            depth += 1
        if not depth:
            return i
    return None


def _wrapped(match: re.Match[str], content: list[Node]) -> Node | None:
    name = match["name"].lower()
    if name in _CODE:
        return {"t": "Code", "c": [["", [], []], plain_text(content)]}
    if name in _WRAPPERS:
        return {"t": _WRAPPERS[name], "c": content}
    if name == "ruby":
        return _ruby(content)
    if name not in _CLASSES:
        return None
    given = _attributes(match[0])
    classes = [_CLASSES[name]] if _CLASSES[name] else (given.get("class") or "").split()
    keys = [[key, value] for key, value in given.items() if key in _KEYS]
    attributes = [given.get("id") or given.get("name") or "", classes, keys]
    if name == "a" and given.get("href"):
        return {"t": "Link", "c": [attributes, content, [given["href"], ""]]}
    return {"t": "Span", "c": [attributes, content]}


def _ruby(content: list[Node]) -> Node:
    """Words with their readings, one for each of them or one for all."""
    parts = [(_tag_class(node), node) for node in content]
    readings = [plain_text([node]) for name, node in parts if name == _READING]
    base = [node for name, node in parts if name not in (_READING, _BRACKET)]
    keys = [["ruby", "|".join(readings)]] if readings else []
    return {"t": "Span", "c": [["", [], keys], base]}


def _tag_class(node: Node) -> str:
    classes = node["c"][0][1] if node["t"] == "Span" else []
    return str(classes[0]) if classes else ""


def _image(tag: str) -> Node | None:
    given = _attributes(tag)
    if not given.get("src"):
        return None
    words = [{"t": "Str", "c": given["alt"]}] if given.get("alt") else []
    keys = [[key, given[key]] for key in ("width",) if given.get(key)]
    return {"t": "Image", "c": [[given.get("id") or "", [], keys], words, [given["src"], ""]]}


def _attributes(tag: str) -> dict[str, str]:
    try:
        return dict(html.fragment_fromstring(tag).attrib)
    except (etree.ParserError, etree.XMLSyntaxError):
        return {}
