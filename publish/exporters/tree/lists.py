"""Lists as nodes of pandoc's tree."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.exporters.tree.context import TreeContext
from publish.exporters.tree.inlines import keys_of, write_inlines
from publish.exporters.tree.nodes import Node, div, node, span
from publish.model.markup import PARENTHESES, PARENTHESIS, REFERENCES, X, classes_of, has_class
from publish.model.xhtml import local_name

_STYLES = {
    "a": "LowerAlpha",
    "A": "UpperAlpha",
    "i": "LowerRoman",
    "I": "UpperRoman",
}


def bullet_list(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    """A list without numbers."""
    yield from _around(element, node("BulletList", _items(element, context)))


def ordered_list(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    """A list with its first number, its numerals and their delimiters."""
    delimiter = "Period"
    if has_class(element, PARENTHESIS):
        delimiter = "OneParen"
    elif has_class(element, PARENTHESES):
        delimiter = "TwoParens"
    style = _STYLES.get(element.get("type", ""), "Decimal")
    kind = [int(element.get("start", "1")), node(style), node(delimiter)]
    yield from _around(element, node("OrderedList", [kind, _items(element, context)]))


def _around(element: etree._Element, inner: Node) -> Iterator[Node]:
    """A list in a `Div` if it has a name or a language, or if it is the bibliography."""
    identifier, keys = element.get("id", ""), keys_of(element)
    classes = [name for name in classes_of(element) if name == REFERENCES]
    has_own = bool(classes or identifier or keys)
    yield div([inner], *classes, identifier=identifier, keys=keys) if has_own else inner


def _items(element: etree._Element, context: TreeContext) -> list[list[Node]]:
    return [_item(each, context) for each in element.iterchildren(f"{X}li")]


def _item(element: etree._Element, context: TreeContext) -> list[Node]:
    """The blocks of an item, whose name is before its first words."""
    blocks = context.write_blocks(element, context)
    anchors = [span([], identifier=each) for each in _names(element)]
    if not blocks or blocks[0]["t"] not in ("Para", "Plain"):
        return [node("Plain", anchors), *blocks] if anchors else blocks
    blocks[0]["c"][:0] = anchors
    return blocks


def _names(element: etree._Element) -> Iterator[str]:
    if name := element.get("id"):
        yield name


def definition_list(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    """Terms, each with its definitions; several terms of one are a term with a line for each."""
    entries: list[tuple[list[Node], list[list[Node]]]] = []
    for child in element.iterchildren(f"{X}dt", f"{X}dd"):
        if local_name(str(child.tag)) == "dd":
            if not entries:
                entries.append(([], []))
            entries[-1][1].append(context.write_blocks(child, context))
            continue
        names = [span([], identifier=name) for name in _names(child)]
        term = [*names, *write_inlines(child, context)]
        if entries and not entries[-1][1]:
            entries[-1][0].extend([node("LineBreak"), *term])
        else:
            entries.append((term, []))
    content = [[term, definitions] for term, definitions in entries]
    yield from _around(element, node("DefinitionList", content))
