"""A style sheet without the spaces that it can do without (CSS Syntax, 4 and 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tinycss2 import parse_component_value_list
from tinycss2.ast import Node

_BLOCKS = {"{} block": ("{", "}"), "[] block": ("[", "]"), "() block": ("(", ")")}
# No space means anything after these, nor before those; one before a colon parts two elements.
_AFTER, _BEFORE = frozenset("{};,:(["), frozenset("{};,)]!")
_COMBINATORS = frozenset(">+~")  # of a selector, where none is an operator


def compact_css(css: str) -> str:
    """The same rules in fewer characters."""
    return compact(parse_component_value_list(css))


def compact(nodes: Sequence[Node]) -> str:
    """The same, of a style sheet or a part of one that is parsed already."""
    return _joined(_parts(nodes))


def compact_selector(nodes: Sequence[Node]) -> str:
    """The same, of a selector."""
    return _joined(_parts(nodes, compact_selector), _COMBINATORS)


def block(content: str, opening: str = "{", closing: str = "}") -> str:
    """A block with a content that is compact; its last declaration needs no end."""
    return f"{opening}{content.removesuffix(';')}{closing}"


def _parts(
    nodes: Sequence[Node], inner: Callable[[Sequence[Node]], str] = compact
) -> Iterator[str]:
    for node in nodes:
        if node.type in _BLOCKS:
            yield block(compact(node.content), *_BLOCKS[node.type])
        elif node.type == "function":
            yield f"{node.name}({inner(node.arguments)})"
        elif node.type == "whitespace":
            yield " "
        elif node.type == "comment":
            yield "/**/"  # it may part two words
        else:
            yield node.serialize()


def _joined(parts: Iterator[str], alone: frozenset[str] = frozenset()) -> str:
    """The parts one after another, without the spaces at their ends and around those `alone`."""
    after, before = _AFTER | alone, _BEFORE | alone
    kept: list[str] = []
    last = ""  # the character that the text ends with
    for part in parts:
        if last == " " and part[:1] in before:
            kept.pop()
            last = kept[-1][-1] if kept else ""
        if part and (part != " " or last not in {*after, "", " "}):
            kept.append(part)
            last = part[-1]
    return "".join(kept).strip(" ")
