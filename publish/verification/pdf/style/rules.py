"""The rules of style sheets with their declarations, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import tinycss2

_MEDIA = frozenset({"all", "print"})


class Sheet(NamedTuple):
    """The text of a style sheet and its name in messages; what a template gave has no lines."""

    text: str
    name: str
    has_lines: bool = True


class Declaration(NamedTuple):
    """A property with its value, and where it is."""

    name: str
    tokens: Sequence[Any]
    important: bool
    place: str

    @property
    def value(self) -> str:
        """The value as text, in lower case."""
        return str(tinycss2.serialize(self.tokens)).strip().lower()

    @property
    def text(self) -> str:
        """The declaration as it is written."""
        return f"{self.name}: {self.value}"


class Rule(NamedTuple):
    """A rule: what is before the braces, and its declarations."""

    prelude: str
    declarations: Sequence[Declaration]


class Unclear(Exception):
    """A declaration that leaves open where text may be."""

    def __init__(self, declaration: Declaration, subject: str) -> None:
        super().__init__(f"`{subject} {{ {declaration.text} }}` ({declaration.place})")


def rules_of(sheets: Iterable[Sheet], keyword: str = "") -> Iterator[Rule]:
    """The rules of several sheets that are for print: those of an at-rule, or else the others."""
    for sheet in sheets:
        nodes = tinycss2.parse_stylesheet(sheet.text, skip_comments=True, skip_whitespace=True)
        for node in _for_print(nodes):
            if _keyword(node) == keyword:
                prelude = " ".join(tinycss2.serialize(node.prelude).split())
                yield Rule(prelude, list(_declarations(node, sheet)))


def _for_print(nodes: Iterable[Any]) -> Iterator[Any]:
    """The rules among some nodes, also those in rules for a medium."""
    for node in nodes:
        if node.type not in ("at-rule", "qualified-rule") or node.content is None:
            continue
        if _keyword(node) != "media":
            yield node
        elif _MEDIA & {each.lower_value for each in node.prelude if each.type == "ident"}:
            yield from _for_print(tinycss2.parse_rule_list(node.content))


def _keyword(node: Any) -> str:
    return node.lower_at_keyword if node.type == "at-rule" else ""


def _declarations(rule: Any, sheet: Sheet) -> Iterator[Declaration]:
    for node in tinycss2.parse_blocks_contents(rule.content):
        if node.type == "declaration":
            tokens = [token for token in node.value if token.type != "comment"]
            place = f"{sheet.name}, line {node.source_line}" if sheet.has_lines else sheet.name
            yield Declaration(node.lower_name, tokens, node.important, place)
