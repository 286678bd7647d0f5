"""What pandoc makes of LaTeX, as the converter reads it: parts, matter, index marks, theorems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from publish.importers.documents.boxes import box_name
from publish.importers.documents.dialects.latex import INDEX, MATTER, PAGE
from publish.importers.documents.index_entries import index_span, makeindex_entry
from publish.importers.documents.tree import Node, attributes, plain_text

_CLASSES = {"frontmatter": "frontmatter", "appendix": "appendix", "backmatter": "backmatter"}
_KINDS = {
    **dict.fromkeys(("satz", "théorème", "theoreme", "teorema", "stelling"), "theorem"),
    **dict.fromkeys(("lemme", "lema", "hilfssatz"), "lemma"),
    **dict.fromkeys(("korollar", "corollaire", "corolario", "corollario"), "corollary"),
    **dict.fromkeys(("définition", "definición", "definizione", "defn"), "definition"),
    **dict.fromkeys(("beispiel", "exemple", "ejemplo", "esempio"), "example"),
    **dict.fromkeys(("übung", "aufgabe", "exercice", "ejercicio", "esercizio"), "exercise"),
}
_NUMBER = re.compile(r"^(?P<kind>[^\W\d]+)(?:\s+[\w.]+)?$")
_END = re.compile(r"(?:^|(?<= ))\u00a0*\u25fb\u00a0*(?= |$)")  # of a proof


def rewrite_tree(has_parts: bool) -> Callable[[list[Node]], list[Node]]:
    """The pass over the blocks of a text; one with parts has its chapters a level below."""

    def rewrite(blocks: list[Node]) -> list[Node]:
        return list(_with_matter(_inlines(blocks), has_parts))

    return rewrite


def _with_matter(blocks: Sequence[Node], has_parts: bool) -> Iterator[Node]:
    """Blocks whose chapters have the class of the matter they are in, and parts that of a part."""
    matter = ""
    for node in blocks:
        if (found := _matter(node)) is not None:
            matter = _CLASSES.get(found, "")
            node["c"] = [each for each in node["c"] if not _is_matter(each)]
            if plain_text(node["c"]):
                yield node
        elif node["t"] == "Header":
            yield _heading(node, matter, has_parts)
        else:
            yield _once_named(_statement(node))


def _once_named(node: Node) -> Node:
    """A figure or table whose caption does not repeat its name as an anchor."""
    name = attributes(node).identifier if node["t"] in ("Figure", "Table") else ""
    if not name:
        return node
    own, caption, *content = node["c"]
    return {"t": node["t"], "c": [own, _without_anchor(caption, name), *content]}


def _without_anchor(content: Any, name: str) -> Any:
    if isinstance(content, dict):
        return {key: _without_anchor(value, name) for key, value in content.items()}
    if not isinstance(content, list):
        return content
    return [_without_anchor(each, name) for each in content if not _is_anchor(each, name)]


def _is_anchor(node: Any, name: str) -> bool:
    is_empty = isinstance(node, dict) and node.get("t") == "Span" and not node["c"][1]
    return is_empty and attributes(node).identifier == name


def _matter(node: Node) -> str | None:
    """The matter that begins at the end of a paragraph or in place of it."""
    content = node["c"] if node["t"] in ("Para", "Plain") else []
    targets = [each["c"][2][0] for each in content if _is_matter(each)]
    return str(targets[-1].removeprefix(MATTER)) if targets else None


def _is_matter(node: Node) -> bool:
    return node["t"] == "Link" and bool(node["c"][2][0].startswith(MATTER))


def _heading(node: Node, matter: str, has_parts: bool) -> Node:
    level, (identifier, classes, keys), words = node["c"]
    if has_parts:
        classes = [*classes, "part"] if level == 1 else classes
        level = max(1, level - 1)
    if matter and level == 1 and "part" not in classes:
        classes = [*classes, matter]
    return {"t": "Header", "c": [level, [identifier, classes, keys], words]}


def _inlines(content: Any) -> Any:
    """Nodes, or lists of them, with index marks, and references without the words of pandoc."""
    if isinstance(content, dict):
        if content.get("t") == "Link":
            return _link(content)
        return {key: _inlines(value) for key, value in content.items()}
    return [_inlines(each) for each in content] if isinstance(content, list) else content


def _link(node: Node) -> Node:
    own, words, (target, title) = node["c"]
    if target.startswith(INDEX):
        return index_span(makeindex_entry(target.removeprefix(INDEX)))
    if target.startswith(PAGE):
        return _reference("page", f"#{target.removeprefix(PAGE)}")
    if kind := attributes(node).keys.get("reference-type"):
        return _reference(_FORMS.get(kind, ""), target)
    return {"t": "Link", "c": [own, _inlines(words), [target, title]]}


# What a reference says of its target: its number or its title, or all.
_FORMS = {"ref": "number", "nameref": "title"}


def _reference(form: str, target: str) -> Node:
    return {"t": "Link", "c": [["", [form] if form else [], []], [], [target, ""]]}


def _statement(node: Node) -> Node:
    """A theorem, whose typed number and kind the book writes itself; its name is its title."""
    if node["t"] != "Div" or not node["c"][1] or node["c"][1][0]["t"] not in ("Para", "Table"):
        return node
    identifier, classes, keys = node["c"][0]
    if [each["t"] for each in node["c"][1]] == ["Table"]:
        own, *content = node["c"][1][0]["c"]
        return {"t": "Table", "c": [[identifier or own[0], *own[1:]], *content]}
    first, *others = node["c"][1]
    if first["t"] == "Table":
        return node
    head = first["c"][0] if first["c"] else {"t": ""}
    if head["t"] == "Emph" and classes[:1] == ["proof"]:
        words = _without_end([*first["c"][1:]])
        return {"t": "Div", "c": [node["c"][0], [{"t": "Para", "c": words}, *others]]}
    match = _NUMBER.match(plain_text([head])) if head["t"] == "Strong" else None
    if match is None:
        return node
    kind = next(iter(classes), "")
    if box_name(attributes(node)) is None:
        classes = [_KINDS.get(match["kind"].lower()) or _KINDS.get(kind) or match["kind"].lower()]
    title, words = _title(first["c"][1:])
    keys = [*keys, ["title", title]] if title else keys
    return {"t": "Div", "c": [[identifier, classes, keys], [{"t": "Para", "c": words}, *others]]}


def _title(nodes: Sequence[Node]) -> tuple[str, list[Node]]:
    """The name in parentheses after the number, and the words, which are in italics anyway."""
    at = next((i for i, node in enumerate(nodes) if node["t"] == "Emph"), None)
    if at is None:
        return "", _without_first_word(nodes)
    name = re.fullmatch(r"\(?(.*?)\)?\.?", plain_text(list(nodes[:at])))
    return (name[1] if name else ""), [*nodes[at]["c"], *nodes[at + 1 :]]


def _without_first_word(nodes: Sequence[Node]) -> list[Node]:
    first = nodes[0] if nodes else {"t": ""}
    if first["t"] != "Str":
        return list(nodes)
    _, space, words = first["c"].partition(" ")
    return [*([{"t": "Str", "c": f" {words}"}] if space else []), *nodes[1:]]


def _without_end(nodes: list[Node]) -> list[Node]:
    """The words of a proof without the box at its end."""
    left = [
        {"t": "Str", "c": _END.sub("", node["c"])} if node["t"] == "Str" else node for node in nodes
    ]
    return [node for node in left if node != {"t": "Str", "c": ""}]
