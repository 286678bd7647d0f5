"""Captions that are paragraphs of their own, joined with the picture, table or code they describe.

The label at the head of a caption ("Figure 4-1:") becomes the attribute `number`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from publish.importers.documents.references.words import caption_label
from publish.importers.documents.tree import (
    CAPTION_KEYS,
    Node,
    attributes,
    parse_attributes,
    plain_text,
    raw_text,
    walk,
)

CAPTION = "caption"  # the class of a block that is a caption by its style
NUMBER = "number"
_KINDS = {"Table": "table", "CodeBlock": "listing"}
_TEXT = ("Para", "Plain")
_INLINE = ("Space", "SoftBreak", "LineBreak")


@dataclass(frozen=True, slots=True)
class _Caption:
    """The words of a caption without its label; kind and number of the label, None without one."""

    words: list[Node]
    kind: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of a document: its language, what takes typed labels, and the names given."""

    language: str
    drop: Callable[[str], None]
    given: set[str] = field(default_factory=set)

    def name(self, caption: _Caption) -> str:
        """A name that nothing of the document has yet, of the kind and number of a caption."""
        wanted = f"{caption.kind}-{(caption.number or '').replace('.', '-')}"
        names = (wanted, *(f"{wanted}-{count}" for count in range(2, len(self.given) + 3)))
        name = next(each for each in names if each not in self.given)
        self.given.add(name)
        return name


def with_captions(blocks: Sequence[Node], language: str, drop: Callable[[str], None]) -> list[Node]:
    """Blocks in which each caption belongs to what it describes; `drop` takes typed labels."""
    return _joined(blocks, _Reading(language, drop))


def _joined(blocks: Sequence[Node], reading: _Reading) -> list[Node]:
    found: list[Node | None] = [_inner(node, reading) for node in blocks]
    for i, node in enumerate(found):
        caption = _caption(node, reading.language) if node else None
        at = _described(found, i, caption) if caption else None
        if node and caption and at is not None:
            described = found[at]
            assert described is not None
            found[at], found[i] = _captioned(described, caption, reading), None
            _drop_label(plain_text(node), caption, reading)
    return [node for node in found if node is not None]


def _drop_label(words: str, caption: _Caption, reading: _Reading) -> None:
    if caption.number:
        reading.drop(words.removesuffix(plain_text(caption.words)).strip())


def _inner(node: Node, reading: _Reading) -> Node:
    """A block with the captions inside it; its own label is its number."""
    kind: str = node["t"]
    content: Any = node.get("c")
    if kind == "Div":
        language = attributes(node).keys.get("lang") or reading.language
        return {
            "t": kind,
            "c": [content[0], _joined(content[1], replace(reading, language=language))],
        }
    if kind == "BlockQuote":
        return {"t": kind, "c": _joined(content, reading)}
    if kind == "BulletList":
        return {"t": kind, "c": [_joined(item, reading) for item in content]}
    if kind == "OrderedList":
        items = [_joined(item, reading) for item in content[1]]
        return {"t": kind, "c": [content[0], items]}
    if kind in ("Figure", "Table"):
        return _numbered(node, reading)
    return _listing(node, reading) if kind == "CodeBlock" else node


def _numbered(node: Node, reading: _Reading) -> Node:
    """A figure or table whose caption begins with its label."""
    own, (short, blocks), *rest = node["c"]
    if not blocks or blocks[0]["t"] not in _TEXT:
        return node
    label = _without_label(blocks[0]["c"], reading.language, is_caption=True)
    if label.number is None or label.kind != _kind(node):
        return node
    _drop_label(plain_text(blocks[0]), label, reading)
    first = {"t": blocks[0]["t"], "c": label.words}
    return {
        "t": node["t"],
        "c": [_with_number(own, label, reading), (short, [first, *blocks[1:]]), *rest],
    }


def _listing(node: Node, reading: _Reading) -> Node:
    own = attributes(node)
    caption = next(filter(None, map(own.keys.get, CAPTION_KEYS)), "")
    label = caption_label(caption, reading.language, is_caption=True)
    if label is None or label[0].kind != "listing":
        return node
    keys = {**own.keys, "caption": caption[label[1] :]}
    read = _Caption([], "listing", label[0].number)
    reading.drop(caption[: label[1]].strip())
    new = _with_number([own.identifier, own.classes, list(map(list, keys.items()))], read, reading)
    return {"t": "CodeBlock", "c": [new, node["c"][1]]}


def _caption(node: Node, language: str) -> _Caption | None:
    """A paragraph that is a caption, by its label or its style."""
    is_styled = False
    if node["t"] == "Div" and CAPTION in attributes(node).classes and len(node["c"][1]) == 1:
        node, is_styled = node["c"][1][0], True
    if node["t"] not in _TEXT:
        return None
    words = node["c"]
    if len(words) == 1 and words[0]["t"] == "Span" and CAPTION in attributes(words[0]).classes:
        words, is_styled = words[0]["c"][1], True
    caption = _without_label(words, language, is_caption=is_styled)
    return caption if is_styled or caption.number else None


def _without_label(words: Sequence[Node], language: str, *, is_caption: bool) -> _Caption:
    label = caption_label(plain_text(words), language, is_caption=is_caption)
    rest = after(words, label[1]) if label else None
    if label is None or rest is None:
        return _Caption(list(words), None, None)
    return _Caption(rest, label[0].kind, label[0].number)


def after(words: Sequence[Node], length: int) -> list[Node] | None:
    """Inline nodes without the first characters of their words; None where markup crosses them."""
    for i, node in enumerate(words):
        if length <= 0:
            rest = list(words[i:])
            while rest and rest[0]["t"] in _INLINE:
                rest.pop(0)
            return rest
        text = raw_text(node)
        if len(text) > length:
            cut = _cut(node, length)
            return None if cut is None else [cut, *words[i + 1 :]]
        length -= len(text)
    return []


def _cut(node: Node, length: int) -> Node | None:
    if node["t"] == "Str":
        return {"t": "Str", "c": node["c"][length:].lstrip(" ")}
    if node["t"] in ("Emph", "Strong", "Underline", "SmallCaps"):
        inner = after(node["c"], length)
        return None if inner is None else {"t": node["t"], "c": inner}
    if node["t"] == "Span":
        inner = after(node["c"][1], length)
        return None if inner is None else {"t": "Span", "c": [node["c"][0], inner]}
    return None


def _described(found: Sequence[Node | None], at: int, caption: _Caption) -> int | None:
    """The index of what a caption describes: a table stands below it, anything else above."""
    before = next((i for i in range(at - 1, -1, -1) if found[i]), None)
    after = at + 1 if at + 1 < len(found) else None
    order = (after, before) if caption.kind == "table" else (before, after)
    for i in order:
        node = found[i] if i is not None else None
        if node and _is_bare(node) and caption.kind in (None, _kind(node)):
            return i
    return None


def _is_bare(node: Node) -> bool:
    """Whether a block can have a caption, and has none."""
    if node["t"] in _TEXT:
        return _kind(node) == "figure"
    if node["t"] == "CodeBlock":
        return not {*CAPTION_KEYS} & attributes(node).keys.keys()
    words = plain_text(node["c"][1][1]) if node["t"] in ("Table", "Figure") else "-"
    return not words or words in _alternatives(node)


def _alternatives(node: Node) -> list[str]:
    """The alternative texts of pictures, which pandoc repeats as the caption of a figure."""
    return [plain_text(each["c"][1]) for each in walk(node) if each["t"] == "Image"]


def _kind(node: Node) -> str | None:
    if node["t"] in _TEXT:
        words = [each for each in node["c"] if each["t"] not in _INLINE]
        return "figure" if words and all(each["t"] == "Image" for each in words) else None
    if node["t"] == "Figure":
        inner = node["c"][2]
        kinds = {_kind(each) for each in inner} if len(inner) == 1 else {"figure"}
        return kinds.pop()
    return _KINDS.get(node["t"])


def _captioned(node: Node, caption: _Caption, reading: _Reading) -> Node:
    own = attributes(node) if node["t"] in ("Figure", "Table", "CodeBlock") else None
    given = [own.identifier, [], []] if own else ["", [], []]
    content = node["c"][2] if node["t"] == "Figure" else [_without_identifier(node)]
    words = [None, [{"t": "Plain", "c": caption.words}]]
    return {"t": "Figure", "c": [_with_number(given, caption, reading), words, content]}


def _without_identifier(node: Node) -> Node:
    """A table or listing whose identifier is that of the figure around it."""
    if node["t"] not in ("Table", "CodeBlock"):
        return node
    own, *rest = node["c"]
    return {"t": node["t"], "c": [["", *own[1:]], *rest]}


def _with_number(content: Sequence[object], caption: _Caption, reading: _Reading) -> list[object]:
    """Attributes with the number of a caption, and with a name where there is none."""
    own = parse_attributes(content)
    keys = dict(own.keys)
    identifier = own.identifier
    if caption.number:
        keys[NUMBER] = caption.number
        identifier = identifier or reading.name(caption)
    return [identifier, list(own.classes), [[key, value] for key, value in keys.items()]]
