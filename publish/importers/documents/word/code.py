"""Listings of an exported file, whose style says their language and the numbers of their lines.

Word makes a new paragraph of each line that is added, so that neighbours of one style are one
listing; two listings in a row have different styles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importers.documents.tree import Node
from publish.importers.documents.word.constructs import style_of

_STYLE = re.compile(r"(?P<base>(?:Source|List) Code(?: \d)?)(?: \((?P<label>[^()]*)\))?")
_ITEM = "List"
_LABEL = re.compile(
    r"(?:(?!numbered\b|next\b)(?P<language>\S+))?"
    r"(?P<numbered> ?numbered(?: from (?P<start>\d+))?)?(?: ?next)?"
)


def with_code(blocks: Sequence[Node]) -> list[Node]:
    """Blocks in which each listing is one, in its base style."""
    found: list[Node] = []
    before = ""
    for block in blocks:
        style = style_of(block) if _is_code(block) else ""
        if style and style == before:
            _code(found[-1])["c"][1] += f"\n{_code(block)['c'][1]}"
        else:
            found.append(_listing(block, style) if style else block)
        before = style
    return found


def _is_code(block: Node) -> bool:
    inner = block["c"][1] if block["t"] == "Div" and _STYLE.fullmatch(style_of(block)) else []
    return [each["t"] for each in inner] == ["CodeBlock"]


def _code(block: Node) -> Node:
    code: Node = block if block["t"] == "CodeBlock" else block["c"][1][0]
    return code


def _listing(block: Node, style: str) -> Node:
    match = _STYLE.fullmatch(style)
    assert match is not None
    said = _LABEL.fullmatch(match["label"] or "")
    (identifier, _, _), text = _code(block)["c"]
    classes, keys = [], []
    if said and said["language"]:
        classes.append(said["language"])
    if said and said["numbered"]:
        classes.append("numberLines")
    if said and said["start"]:
        keys.append(["startFrom", said["start"]])
    code = {"t": "CodeBlock", "c": [[identifier, classes, keys], text]}
    if not match["base"].startswith(_ITEM):
        return code
    return {"t": "Div", "c": [["", [], [["custom-style", match["base"]]]], [code]]}
