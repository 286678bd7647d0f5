"""Stanzas as blocks of lines."""

from __future__ import annotations

import re

from lxml import etree

from publish.exporters.tree.context import TreeContext
from publish.exporters.tree.inlines import write_inlines
from publish.exporters.tree.nodes import Node, node
from publish.model.markup import LINE, X, classes_of, has_class

_INDENT = re.compile(r"indent-(\d+)")
_EM = "\N{EM SPACE}"


def write_stanza(element: etree._Element, context: TreeContext) -> Node:
    """The lines of a stanza; one is indented by an em space for each step."""
    lines = [each for each in element.iter(f"{X}span") if has_class(each, LINE)]
    return node("LineBlock", [_line(each, context) for each in lines])


def _line(element: etree._Element, context: TreeContext) -> list[Node]:
    content = write_inlines(element, context)
    steps = (_INDENT.fullmatch(name) for name in classes_of(element))
    indent = next((int(match[1]) for match in steps if match), 0)
    return [node("Str", _EM * indent), *content] if indent else content
