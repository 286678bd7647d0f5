"""Blocks of XHTML of a settled book as blocks of pandoc's tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml import etree

from publish.exporters.tree.code import code_block
from publish.exporters.tree.context import TreeContext
from publish.exporters.tree.figures import write_figure
from publish.exporters.tree.inlines import keys_of, math, write_inline
from publish.exporters.tree.lists import bullet_list, definition_list, ordered_list
from publish.exporters.tree.nodes import Node, div, node, span, stripped, words
from publish.exporters.tree.tables import write_table
from publish.exporters.tree.verse import write_stanza
from publish.model.markup import (
    BLOCK_TITLE,
    DATA_LINE,
    FOOTNOTE,
    MATH,
    STANZA,
    X,
    classes_of,
    has_class,
)
from publish.model.xhtml import local_name

GENERATED = "generated"  # the class of a title that is a word of the language
_BLOCKS = frozenset(
    f"{X}{name}"
    for name in (
        *("p", "div", "aside", "blockquote", "ul", "ol", "dl", "pre", "figure", "table", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "section", "figcaption", "caption", "details"),
    )
)


def write_blocks(element: etree._Element, context: TreeContext) -> list[Node]:
    """What is in an element, as blocks; text outside paragraphs is a plain block."""
    found: list[Node] = []
    inline = list(words(element.text or ""))
    for child in element:
        if isinstance(child.tag, str) and child.tag in _BLOCKS:
            found.extend(_plain(inline))
            inline = []
            found.extend(write_block(child, context))
        elif isinstance(child.tag, str):
            inline.extend(write_inline(child, context))
        inline.extend(words(child.tail or ""))
    return [*found, *_plain(inline)]


def _plain(nodes: Iterable[Node]) -> Iterator[Node]:
    if content := stripped(list(nodes)):
        yield node("Plain", content)


def write_block(element: etree._Element, context: TreeContext) -> Iterable[Node]:
    """A block as nodes."""
    return _WRITERS.get(local_name(str(element.tag)), _div)(element, context)


def _paragraph(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    """A paragraph, in a `Div` if it has a class, a language or a name."""
    if has_class(element, STANZA):
        yield write_stanza(element, context)
        return
    content = write_inlines_of(element, context)
    classes, keys = classes_of(element), keys_of(element)
    if BLOCK_TITLE in classes and element.get(DATA_LINE) is None:
        classes.append(GENERATED)
    identifier = element.get("id", "")
    if identifier and not classes:
        content, identifier = [span([], identifier=identifier), *content], ""
    if not content:
        return
    paragraph = node("Para", content)
    has_own = bool(classes or keys)
    yield div([paragraph], *classes, identifier=identifier, keys=keys) if has_own else paragraph


def write_inlines_of(element: etree._Element, context: TreeContext) -> list[Node]:
    """The inline nodes of a paragraph."""
    inline = list(words(element.text or ""))
    for child in element:
        if isinstance(child.tag, str):
            inline.extend(write_inline(child, context))
        inline.extend(words(child.tail or ""))
    return stripped(inline)


def _div(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    if has_class(element, FOOTNOTE):
        return  # it is in the line that calls it
    own = element.find(MATH)
    if has_class(element, "equation") and own is not None:
        identifier, keys = element.get("id", ""), keys_of(element)
        yield div([node("Para", [math(own)])], "equation", identifier=identifier, keys=keys)
        return
    classes, content = classes_of(element), write_blocks(element, context)
    keys, identifier = keys_of(element), element.get("id", "")
    if classes or keys or identifier:
        yield div(content, *classes, identifier=identifier, keys=keys)
    else:
        yield from content


def _quotation(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    quotation = node("BlockQuote", write_blocks(element, context))
    identifier, keys = element.get("id", ""), keys_of(element)
    own = bool(identifier or keys)
    yield div([quotation], identifier=identifier, keys=keys) if own else quotation


def _rule(_: etree._Element, __: TreeContext) -> Iterator[Node]:
    yield node("HorizontalRule")


_WRITERS: Mapping[str, Callable[[etree._Element, TreeContext], Iterable[Node]]] = {
    "p": _paragraph,
    "h1": _paragraph,
    "h2": _paragraph,
    "h3": _paragraph,
    "h4": _paragraph,
    "h5": _paragraph,
    "h6": _paragraph,
    "blockquote": _quotation,
    "ul": bullet_list,
    "ol": ordered_list,
    "dl": definition_list,
    "pre": code_block,
    "figure": write_figure,
    "table": write_table,
    "hr": _rule,
}
