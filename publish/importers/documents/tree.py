"""The tree into which pandoc parses a document, as it comes out of JSON.

Types and shapes: pandoc-types 1.23, Text.Pandoc.Definition. A node is `{"t": type, "c": content}`.
Words with spaces between them are one `Str`: a tree has a tenth of the nodes then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Node = dict[str, Any]
LABEL = re.compile(r"\s*\\label\{([^{}]*)\}")  # in a formula
TAG = re.compile(r"\s*\\tag\*?\{([^{}]*)\}")  # the number of a formula, as its source prints it
ASIDES = frozenset({"aside", "marginnote", "sidenote"})  # spans that stand beside the text
# Commands of TeX that only place what stands around them.
LAYOUT = re.compile(
    r"(?:\\(?:new|clear|cleardouble|page)(?:page|break)|\\(?:no)?pagebreak(?:\[\d\])?"
    r"|\\(?:no)?indent|\\(?:big|med|small)skip|\\[vh](?:space|skip|fill)\*?(?:\{[^{}]*\})?"
    r"|\\(?:center|ragged\w+|par|null|hfill|vfill|linebreak|newline)|\s)+"
)
CAPTION_KEYS = ("caption", "lst-cap", "filename", "title")  # attributes of code
# The environments of a single formula, which is a block of its own anyway.
_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>equation\*?|displaymath)\}(?P<tex>.*)\\end\{(?P=name)\}", re.S
)
_LAST_SPACES = re.compile(r"(?:\s|(?<!\\)\\\s)+\Z")
LOOKS_LIKE = "looks like"  # the beginning of the name of a style for larger type
OURS = "publish"  # the format of raw nodes that are Markdown of ours already

# Where the attributes of a node are in its content; other types have none.
_ATTRIBUTES_AT = {
    "Header": 1,
    **dict.fromkeys(("Div", "Span", "Code", "CodeBlock", "Link", "Image", "Table", "Figure"), 0),
}
# Where the children of a node are in its content: the index, or None for the content itself.
_CHILDREN_AT = {
    **dict.fromkeys(
        (
            *("Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline"),
            *("Note", "Para", "Plain", "BlockQuote", "BulletList", "LineBlock"),
        )
    ),
    **dict.fromkeys(("Span", "Link", "Image", "Quoted", "Cite", "Div", "OrderedList"), 1),
    "Header": 2,
    "DefinitionList": None,
    "Figure": None,
    "Table": None,
}
_NOWHERE = -1


class Attributes(NamedTuple):
    """The attributes of a node: its identifier (or ""), classes, and other keys."""

    identifier: str = ""
    classes: Sequence[str] = ()
    keys: Mapping[str, str] = {}


def attributes(node: Node) -> Attributes:
    """The attributes of a node; empty for a type that has none."""
    at = _ATTRIBUTES_AT.get(node.get("t", ""))
    if at is None:
        return Attributes()
    return parse_attributes(node["c"][at])


def parse_attributes(content: Sequence[Any]) -> Attributes:
    """The attributes in `[identifier, classes, [[key, value], …]]`."""
    identifier, classes, keys = content
    return Attributes(identifier, classes, dict(keys))


def formula_text(tex: str) -> str:
    """A formula without its labels and an environment that only makes it a block."""
    return _ENVIRONMENT.sub(r"\g<tex>", trimmed(LABEL.sub("", tex)))


def trimmed(tex: str) -> str:
    """A formula without the spaces around it, of which the last may be forced (`\\ `)."""
    return _LAST_SPACES.sub("", tex).lstrip()


def walk(content: Any) -> Iterator[Node]:
    """All nodes in a node or in lists of nodes, in reading order."""
    waiting = [content]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, dict) and "t" in each:
            yield each
            if (at := _CHILDREN_AT.get(each["t"], _NOWHERE)) is not _NOWHERE:
                waiting.append(each["c"] if at is None else each["c"][at])


def plain_text(content: Any) -> str:
    """The words of nodes as one line, without notes, markup and alternative texts."""
    return " ".join(raw_text(content).split())


def raw_text(content: Any) -> str:
    """The words of nodes with all the spaces between and around them."""
    parts: list[str] = []
    _collect(content, parts.append)
    return "".join(parts)


def _collect(content: Any, put: Callable[[str], None]) -> None:
    if isinstance(content, list):
        for each in content:
            _collect(each, put)
        return
    kind = content.get("t") if isinstance(content, dict) else None
    if kind == "Str":
        put(content["c"])
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        put(" ")
    elif kind in ("Code", "CodeBlock", "Math"):
        put(content["c"][1])
    elif kind in _CHILDREN_AT and kind not in ("Note", "Image"):
        at = _CHILDREN_AT[kind]
        _collect(content["c"] if at is None else content["c"][at], put)
        if kind in ("Para", "Plain", "Header"):
            put(" ")
