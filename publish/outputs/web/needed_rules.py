"""The rules of a style sheet that a book needs: of those for elements and classes that it has.

A theme has rules for plays, formulas and bibliographies; each reader of a novel would load them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from typing import NamedTuple

from lxml import etree
from tinycss2 import parse_rule_list, parse_stylesheet, serialize
from tinycss2.ast import AtRule, Node, QualifiedRule

from publish.outputs.pages.selectors import CLASS, split_selectors
from publish.outputs.web.compact_css import block, compact, compact_css, compact_selector

_CONDITIONS = frozenset({"media", "supports", "container", "layer"})
_ALTERNATIVES = frozenset({"is", "where"})
_NAME = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]*)")
_written_classes = etree.XPath("//@class", smart_strings=False)


_written_roles = etree.XPath("//@role", smart_strings=False)
_ROLE = re.compile(r'\[role="([\w-]+)"\]')


class Used(NamedTuple):
    """The names of the elements, the classes and the roles of some pages."""

    elements: frozenset[str]
    classes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def __or__(self, other: object) -> Used:
        """Those of either."""
        assert isinstance(other, Used)
        return Used(*(one | two for one, two in zip(self, other, strict=True)))


# What the script adds to a page that has such an element.
_ADDED = {
    "pre": Used(frozenset({"button"}), frozenset({"with-copy"})),
    "img": Used(frozenset({"button", "dialog"}), frozenset({"enlarge"})),
}
# What the search adds, and what pages have that lead on.
BESIDES_PAGES = Used(frozenset({"mark"}), frozenset({"moved", "moved-page"}))


def used_in(root: etree._Element) -> Used:
    """Those of a page."""
    tags = {str(node.tag) for node in root.iter(etree.Element)}
    written = set(map(str, _written_classes(root)))
    return Used(
        frozenset(etree.QName(tag).localname for tag in tags),
        frozenset(each for names in written for each in names.split()),
        frozenset(map(str, _written_roles(root))),
    )


def used_in_all(pages: Iterable[Used]) -> Used:
    """Those of several pages, and of what their script adds."""
    used = reduce(Used.__or__, pages, Used(frozenset()))
    added = (names for element, names in _ADDED.items() if element in used.elements)
    return reduce(Used.__or__, added, used)


def needed_rules(css: str, used: Used) -> str:
    """A compact style sheet, without the selectors that nothing in the pages can match."""
    return "".join(_rules(_parsed(css), used))


@lru_cache(maxsize=1)
def _parsed(css: str) -> list[Node]:
    """The rules of a style sheet, of which each kind of page has its own selection."""
    return list(parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _rules(nodes: Sequence[Node], used: Used) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, QualifiedRule):
            yield _rule(node, used)
        elif isinstance(node, AtRule) and node.content and node.lower_at_keyword in _CONDITIONS:
            if inner := _inner(node.content, used):
                yield f"@{node.at_keyword} {compact(node.prelude)}{block(inner)}"
        else:
            yield compact_css(node.serialize())


def _inner(content: Sequence[Node], used: Used) -> str:
    nodes = parse_rule_list(content, skip_comments=True, skip_whitespace=True)
    return "".join(_rules(nodes, used))


def _rule(rule: QualifiedRule, used: Used) -> str:
    """A rule with the selectors that can match; empty if none can, or it has rules without any."""
    selectors = [each for each in split_selectors(rule.prelude) if _can_match(each, used)]
    if not selectors:
        return ""
    written = ",".join(map(compact_selector, selectors))
    if any(node.type == "{} block" for node in rule.content):
        inner = _inner(rule.content, used)
        return f"{written}{block(inner)}" if inner else ""
    return f"{written}{block(compact(rule.content))}"


def _can_match(selector: Sequence[Node], used: Used) -> bool:
    """Whether all that a selector names exists, and of alternatives one."""
    outside = [node for node in selector if node.type != "function"]
    text = serialize([node for node in outside if node.type != "[] block"]).strip()
    return (
        all(each in used.classes for each in CLASS.findall(text))
        and all(each in used.elements for each in _NAME.findall(text))
        and all(each in used.roles for each in _ROLE.findall(serialize(outside)))
        and all(
            any(_can_match(each, used) for each in split_selectors(node.arguments))
            for node in selector
            if node.type == "function" and node.lower_name in _ALTERNATIVES
        )
    )
