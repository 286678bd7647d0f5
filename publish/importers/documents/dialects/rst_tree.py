"""Roles of reStructuredText and Sphinx, which pandoc hands on as code with the name of the role.

https://www.sphinx-doc.org/en/master/usage/restructuredtext/roles.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from publish.importers.documents.tree import Node, attributes, plain_text

_REFERENCES = {"ref": "", "numref": "", "eq": "", "doc": "", "any": "", "term": ""}
_CODE = ("code", "file", "command", "program", "samp", "option", "envvar", "makevar", "regexp")
_TITLED = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>", re.S)


_ADDRESS = re.compile(r"^[ \t]*\.\. _(?P<name>`[^`]+`|[^:\n`]+):[ \t]+(?P<address>\S+:\S+)$", re.M)
_UNRESOLVED, _UNREPLACED = "##REF##", "##SUBST##"  # what pandoc writes for names it does not know
_WITH_ATTRIBUTES = {"Header": 1, **dict.fromkeys(("Div", "Span", "Image", "Figure", "Table"), 0)}


def tree_rewriter(text: str) -> partial[Any]:
    """The pass over the tree of a text, which has the addresses that its links name."""
    addresses = {label(m["name"]): m["address"] for m in _ADDRESS.finditer(text)}
    return partial(rewrite_roles, addresses=addresses)


def label(name: str) -> str:
    """A label as it is compared: in small letters, with one hyphen for spaces."""
    return "-".join(name.strip("`").lower().split())


def rewrite_roles(content: Any, addresses: Mapping[str, str]) -> Any:
    """Nodes, or lists of them, in which references are links and keys are keys."""
    if isinstance(content, list):
        return [rewrite_roles(each, addresses) for each in content]
    if not isinstance(content, dict):
        return content
    if content.get("t") == "Code" and "interpreted-text" in attributes(content).classes:
        return _role(content)
    if content.get("t") == "Link" and content["c"][2][0].startswith("##"):
        return _link(content, addresses)
    name = attributes(content).keys.get("label") if content.get("t") == "Span" else None
    if name and [each["t"] for each in content["c"][1]] == ["Math"]:
        kind, tex = content["c"][1][0]["c"]
        return {"t": "Math", "c": [kind, f"{tex} \\label{{{label(name)}}}"]}
    written = {key: rewrite_roles(value, addresses) for key, value in content.items()}
    at = _WITH_ATTRIBUTES.get(str(content.get("t")))
    if at is not None:
        own = written["c"][at]
        written["c"][at] = [label(own[0]), *own[1:]]
    if content.get("t") == "Header":
        written["c"][2] = [*written["c"][2], *_implicit(written)]
    return written


def _implicit(heading: Node) -> list[Node]:
    """The title of a section as a target beside its label, as in reStructuredText.

    https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#implicit-hyperlink-targets
    """
    name = label(re.sub(r"[^\w\s.-]", "", plain_text(heading["c"][2])))
    if not name or name == attributes(heading).identifier:
        return []
    return [{"t": "Span", "c": [[name, [], []], []]}]


def _link(node: Node, addresses: Mapping[str, str]) -> Node:
    """A link by a name that pandoc does not know where it stands; a replacement keeps its words."""
    own, words, (target, title) = node["c"]
    name = target.removeprefix(_UNRESOLVED)
    if target.startswith(_UNREPLACED):
        return {"t": "Span", "c": [["", [], []], words]}
    return {"t": "Link", "c": [own, words, [addresses.get(label(name), f"#{label(name)}"), title]]}


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
    address = f"{target.rstrip('/')}.rst" if name == "doc" else f"#{label(target)}"
    return {"t": "Link", "c": [["", [], []], words, [address, ""]]}


def _words(text: str) -> list[Node]:
    nodes: list[Node] = []
    for word in text.split():
        nodes += [{"t": "Space"}, {"t": "Str", "c": word}]
    return nodes[1:]
