"""Roles of reStructuredText and Sphinx, which pandoc hands on as code with the name of the role.

https://www.sphinx-doc.org/en/master/usage/restructuredtext/roles.html
"""

from __future__ import annotations

import re
from typing import Any

from publish.importers.documents.tree import Node, attributes

_REFERENCES = {"ref": "", "numref": "", "eq": "", "doc": "", "any": "", "term": ""}
_CODE = ("code", "file", "command", "program", "samp", "option", "envvar", "makevar", "regexp")
_TITLED = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>", re.S)


def rewrite_roles(content: Any) -> Any:
    """Nodes, or lists of them, in which references are links and keys are keys."""
    if isinstance(content, list):
        return [rewrite_roles(each) for each in content]
    if not isinstance(content, dict):
        return content
    if content.get("t") == "Code" and "interpreted-text" in attributes(content).classes:
        return _role(content)
    label = attributes(content).keys.get("label") if content.get("t") == "Span" else None
    if label and [each["t"] for each in content["c"][1]] == ["Math"]:
        kind, tex = content["c"][1][0]["c"]
        return {"t": "Math", "c": [kind, f"{tex} \\label{{{label}}}"]}
    return {key: rewrite_roles(value) for key, value in content.items()}


def _role(node: Node) -> Node:
    name = attributes(node).keys.get("role", "").rpartition(":")[2]
    text = node["c"][1]
    if name in _REFERENCES:
        return _reference(name, text)
    if name == "kbd":
        keys = re.sub(r"\s*[-+]\s*", "+", text)
        return {"t": "Span", "c": [["", ["kbd"], []], [{"t": "Str", "c": keys}]]}
    if name in _CODE or "." in text or "_" in text or "(" in text:
        return {"t": "Code", "c": [["", [], []], text.lstrip("~!")]}
    return {"t": "Emph", "c": _words(text)}


def _reference(name: str, text: str) -> Node:
    titled = _TITLED.fullmatch(text)
    target = titled["target"] if titled else text
    words = _words(titled["words"]) if titled else []
    if name == "term":
        return {"t": "Span", "c": [["", [], []], words or _words(text)]}
    address = f"{target}.rst" if name == "doc" else f"#{target.strip()}"
    return {"t": "Link", "c": [["", [], []], words, [address, ""]]}


def _words(text: str) -> list[Node]:
    nodes: list[Node] = []
    for word in text.split():
        nodes += [{"t": "Space"}, {"t": "Str", "c": word}]
    return nodes[1:]
