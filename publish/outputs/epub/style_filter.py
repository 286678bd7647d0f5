"""The finished style sheet with what older engines need, so that themes write each thing once.

An engine of the age of CSS 2.1 knows no logical sides, no `:is`, no flexible boxes, no widths of
the screen and no condition without a medium. Newer ones read their own declarations after those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from tinycss2 import parse_blocks_contents, parse_stylesheet, serialize
from tinycss2.ast import AtRule, Node, QualifiedRule

from publish.outputs.epub.fallbacks import Declaration, taken_back, with_fallbacks
from publish.outputs.epub.selectors import expanded, in_direction, in_groups

_CONDITIONS = frozenset({"media", "supports", "container", "layer"})
_OTHER = {"ltr": "rtl", "rtl": "ltr"}


@lru_cache(maxsize=8)
def for_older_engines(css: str, direction: str, *, is_mixed: bool) -> str:
    """A style sheet with fallbacks; `is_mixed` if passages have the other direction.

    Editions of one book mostly share their style sheet.
    """
    return _Filter(direction, is_mixed).sheet(parse_stylesheet(css))


class _Filter:
    def __init__(self, direction: str, is_mixed: bool) -> None:
        self._direction = direction
        self._is_mixed = is_mixed

    def sheet(self, nodes: Sequence[Node]) -> str:
        return "".join(map(self._node, nodes))

    def _node(self, node: Node) -> str:
        if isinstance(node, QualifiedRule):
            return "\n".join(self._rules(node))
        if isinstance(node, AtRule) and node.content and node.lower_at_keyword in _CONDITIONS:
            inner = self.sheet(parse_stylesheet(node.content))
            return f"@{node.at_keyword} {_condition(node)} {{{inner}}}"
        return "" if node.type == "error" else str(node.serialize())

    def _rules(self, rule: QualifiedRule) -> Iterator[str]:
        contents = parse_blocks_contents(rule.content)
        if any(isinstance(node, QualifiedRule | AtRule) for node in contents):
            yield rule.serialize()  # rules in a rule, which older engines drop with it
            return
        selectors = expanded(rule.prelude)
        declarations = list(_declarations(contents))
        for group in in_groups(selectors):
            yield _rule(group, list(with_fallbacks(declarations, self._direction)))
        if self._is_mixed and (back := list(taken_back(declarations))):
            other = _OTHER[self._direction]
            yield _rule([each for s in selectors for each in in_direction(s, other)], back)


def _condition(rule: AtRule) -> str:
    """The condition of a rule; older engines read a medium before it."""
    text = str(serialize(rule.prelude)).strip()
    return f"all and {text}" if rule.lower_at_keyword == "media" and text[:1] == "(" else text


def _declarations(contents: Sequence[Node]) -> Iterator[Declaration]:
    for node in contents:
        if node.type == "declaration":
            yield Declaration(node.name, serialize(node.value).strip(), node.important)


def _rule(selectors: Sequence[str], declarations: Sequence[Declaration]) -> str:
    return f"{', '.join(selectors)} {{ {' '.join(map(str, declarations))} }}"
