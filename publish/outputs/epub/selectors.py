"""Selectors as older engines know them: without `:is`, and one list in each `:not`.

One unknown selector makes an engine drop the whole rule, so that those go into a rule of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tinycss2 import parse_component_value_list, serialize
from tinycss2.ast import FunctionBlock, Node

from publish.outputs.pages.selectors import split_selectors

_LISTS = frozenset({"is", "where", "-webkit-any", "matches"})
_COMBINATOR = re.compile(r"([\s>+~]+)")
_NEWER = re.compile(r":(?:has|dir|focus-visible)\b|::marker\b")


def expanded(prelude: Sequence[Node]) -> list[str]:
    """The selectors of a rule, one for each combination of alternatives."""
    return [each.strip() for part in split_selectors(prelude) for each in _alternatives(part)]


def in_groups(selectors: Sequence[str]) -> Iterator[list[str]]:
    """The selectors in lists that an engine knows as a whole, or does not."""
    grouped = groupby(selectors, lambda each: bool(_NEWER.search(each)))
    return (list(group) for _, group in grouped)


def in_direction(selector: str, direction: str) -> Iterator[str]:
    """A selector of what is in a passage of a direction, and of the passage itself."""
    subject, pseudo, rest = selector.partition("::")
    yield f'[dir="{direction}"] {selector}'
    yield f'{subject}[dir="{direction}"]{pseudo}{rest}'


def _alternatives(nodes: Sequence[Node]) -> Iterator[str]:
    """The texts of a selector with each alternative of its first list, and so of the next."""
    for index, node in enumerate(nodes):
        name = node.lower_name if isinstance(node, FunctionBlock) else ""
        if name == "not":
            parts = list(split_selectors(node.arguments))
            negations = "".join(f":not({serialize(part).strip()})" for part in parts)
            before = serialize(nodes[: index - 1])
            for rest in _alternatives(nodes[index + 1 :]):
                yield before + negations + rest
            return
        if name in _LISTS:
            before, after = serialize(nodes[: index - 1]), serialize(nodes[index + 1 :])
            for part in split_selectors(node.arguments):
                joined = _joined(before, serialize(part).strip(), after)
                yield from _alternatives(parse_component_value_list(joined))
            return
    yield serialize(nodes)


def _joined(before: str, inner: str, after: str) -> str:
    """A selector with an alternative in its place; the name of an element begins a compound."""
    if not inner[:1].isalpha():
        return before + inner + after
    *outer, compound = _COMBINATOR.split(before)
    return "".join([*outer, inner, compound, after])
