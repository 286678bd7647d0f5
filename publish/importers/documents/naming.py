"""Names that stand around or in what they name: divisions of one block, and numbered formulas."""

from __future__ import annotations

import re
from typing import Any

from publish.importers.documents.tree import LABEL, TAG, Node, attributes

_NAMED = ("Table", "Figure", "CodeBlock")
_TEXT = ("Para", "Plain")


def with_names(content: Any) -> Any:
    """Nodes in which a division that only names a block has given it its name."""
    if isinstance(content, list):
        return [with_names(each) for each in content]
    if not isinstance(content, dict) or "c" not in content:
        return content
    node = {**content, "c": with_names(content["c"])}
    if node["t"] == "Math":
        return _labelled(node)
    return _without_frame(node) if node["t"] == "Div" else node


def _labelled(formula: Node) -> Node:
    """A formula with a printed number, which has a label by it if it has none."""
    kind, tex = formula["c"]
    tag = TAG.search(tex)
    if tag is None or LABEL.search(tex) or kind["t"] != "DisplayMath":
        return formula
    name = re.sub(r"\W+", "-", tag[1]).strip("-")
    return {"t": "Math", "c": [kind, f"{tex}\\label{{eq-{name}}}"]}


def _without_frame(division: Node) -> Node:
    own, blocks = attributes(division), division["c"][1]
    if not own.identifier or own.classes or own.keys or len(blocks) != 1:
        return division
    inner = blocks[0]
    if inner["t"] in _NAMED and not attributes(inner).identifier:
        _, *rest = inner["c"]
        given = attributes(inner)
        keys = [[key, value] for key, value in given.keys.items()]
        return {"t": inner["t"], "c": [[own.identifier, list(given.classes), keys], *rest]}
    if inner["t"] in _TEXT and [each["t"] for each in inner["c"]] == ["Math"]:
        kind, tex = inner["c"][0]["c"]
        label = f"{LABEL.sub('', tex)}\\label{{{own.identifier}}}"
        return {"t": inner["t"], "c": [{"t": "Math", "c": [kind, label]}]}
    return division
