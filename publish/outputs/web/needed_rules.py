"""The rules of a style sheet that a book needs: of those for elements and classes that it has.

A theme has rules for plays, formulas and bibliographies; each reader of a novel would load them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree
from tinycss2 import parse_rule_list, parse_stylesheet, serialize
from tinycss2.ast import AtRule, Node, QualifiedRule

from publish.outputs.pages.selectors import split_selectors

_CONDITIONS = frozenset({"media", "supports", "container", "layer"})
# What the script adds to a page, and what pages have that lead on.
_ELEMENTS = frozenset({"button", "dialog", "mark"})
_CLASSES = frozenset({"enlarge", "is-open", "moved", "moved-page", "with-copy"})
_NAME = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]*)")
_written_classes = etree.XPath("//@class", smart_strings=False)
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")


class Used(NamedTuple):
    """The names of the elements and the classes of some pages."""

    elements: frozenset[str]
    classes: frozenset[str]


def used_in(root: etree._Element) -> Used:
    """Those of a page."""
    tags = {str(node.tag) for node in root.iter(etree.Element)}
    written = set(map(str, _written_classes(root)))
    return Used(
        frozenset(etree.QName(tag).localname for tag in tags),
        frozenset(each for names in written for each in names.split()),
    )


def used_in_all(pages: Iterable[Used]) -> Used:
    """Those of several pages, and of what their script adds."""
    elements, classes = set(_ELEMENTS), set(_CLASSES)
    for page in pages:
        elements |= page.elements
        classes |= page.classes
    return Used(frozenset(elements), frozenset(classes))


def needed_rules(css: str, used: Used) -> str:
    """A style sheet without the selectors that nothing in the pages can match."""
    return "\n".join(_rules(parse_stylesheet(css, skip_comments=True, skip_whitespace=True), used))


def _rules(nodes: Sequence[Node], used: Used) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, QualifiedRule):
            yield from _rule(node, used)
        elif isinstance(node, AtRule) and node.content and node.lower_at_keyword in _CONDITIONS:
            inner = "\n".join(_inner(node.content, used))
            if inner:
                yield f"@{node.at_keyword} {serialize(node.prelude).strip()} {{\n{inner}\n}}"
        else:
            yield node.serialize().strip()


def _inner(content: Sequence[Node], used: Used) -> Iterator[str]:
    yield from _rules(parse_rule_list(content, skip_comments=True, skip_whitespace=True), used)


def _rule(rule: QualifiedRule, used: Used) -> Iterator[str]:
    selectors = [each for each in split_selectors(rule.prelude) if _can_match(each, used)]
    if not selectors:
        return
    written = ", ".join(serialize(each).strip() for each in selectors)
    if any(node.type == "{} block" for node in rule.content):  # rules in a rule
        inner = "\n".join(_inner(rule.content, used))
        if inner:
            yield f"{written} {{\n{inner}\n}}"
        return
    yield f"{written} {{ {' '.join(serialize(rule.content).split())} }}"


def _can_match(selector: Sequence[Node], used: Used) -> bool:
    """Whether all elements and classes that a selector names outside of its functions exist."""
    named = [node for node in selector if node.type not in ("function", "[] block")]
    text = serialize(named).strip()
    return all(each in used.classes for each in _CLASS.findall(text)) and all(
        each in used.elements for each in _NAME.findall(text)
    )
