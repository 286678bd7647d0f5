"""The documents and the style sheets of an EPUB: what they are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree
from tinycss2 import parse_blocks_contents, parse_stylesheet, serialize
from tinycss2.ast import Declaration, FunctionBlock, Node

from publish.verification.markup import X
from publish.verification.pages.reader.addresses import resolve
from publish.verification.shops.measured import Measured, OpenedEpub

_SHOWN = ("img", "image", "audio", "video", "source", "object", "iframe", "link", "script")
_ADDRESSES = ("src", "href", "data", "{http://www.w3.org/1999/xlink}href")


def _documents(opened: OpenedEpub) -> Iterator[tuple[str, etree._Element]]:
    return ((each.href, each.root) for each in opened.container.documents())


def document_bytes(opened: OpenedEpub) -> Iterator[Measured]:
    """The size of each document with the images that it shows."""
    files = opened.container.files
    for href, root in _documents(opened):
        shown = {href, *(resolve(each.get("src", ""), href) for each in root.iter(f"{X}img"))}
        yield Measured(href, float(sum(len(files.get(name, b"")) for name in shown)))


def elements(opened: OpenedEpub) -> Iterator[Measured]:
    """The names of the elements in each document."""
    for href, root in _documents(opened):
        names = dict.fromkeys(str(node.tag).rpartition("}")[2] for node in root.iter("{*}*"))
        yield from (Measured(href, name) for name in names)


def inline_styles(opened: OpenedEpub) -> Iterator[Measured]:
    """The number of elements with a `style` in each document."""
    for href, root in _documents(opened):
        yield Measured(href, float(sum("style" in node.attrib for node in root.iter(f"{X}*"))))


def remote_files(opened: OpenedEpub) -> Iterator[Measured]:
    """The number of files on the web that each document shows."""
    for href, root in _documents(opened):
        yield Measured(href, float(sum(map(_is_remote, root.iter("{*}*")))))


def _is_remote(node: etree._Element) -> bool:
    shows = str(node.tag).rpartition("}")[2] in _SHOWN
    addresses = (node.get(name, "") for name in _ADDRESSES)
    return shows and any(each.startswith(("http:", "https:", "//")) for each in addresses)


def table_columns(opened: OpenedEpub) -> Iterator[Measured]:
    """The columns of each table."""
    for href, root in _documents(opened):
        for table in root.iter(f"{X}table"):
            yield Measured(href, float(max(map(_columns, table.iter(f"{X}tr")), default=0)))


def _columns(row: etree._Element) -> int:
    spans = (cell.get("colspan", "1") for cell in row.iterchildren(f"{X}td", f"{X}th"))
    return sum(int(span) if span.isdigit() else 1 for span in spans)


def alt_characters(opened: OpenedEpub) -> Iterator[Measured]:
    """The length of each alternative text."""
    for href, root in _documents(opened):
        for image in root.iter(f"{X}img"):
            yield Measured(href, float(len(image.get("alt", ""))))


def style_properties(opened: OpenedEpub) -> Iterator[Measured]:
    """The names of the properties in the style sheets."""
    return (Measured("", each) for each in Counter(d.lower_name for d in _declarations(opened)))


def style_values(opened: OpenedEpub) -> Iterator[Measured]:
    """The properties with their values, as in `display: flex`."""
    written = (f"{d.lower_name}: {serialize(d.value).strip()}" for d in _declarations(opened))
    return (Measured("", each) for each in Counter(written))


def style_functions(opened: OpenedEpub) -> Iterator[Measured]:
    """The names of the functions in the values of the style sheets."""
    names = (name for d in _declarations(opened) for name in _functions(d.value))
    return (Measured("", each) for each in Counter(names))


def _declarations(opened: OpenedEpub) -> Iterator[Declaration]:
    for content in opened.container.styles():
        yield from _in_rules(parse_stylesheet(content.decode("utf-8", "replace")))


def _in_rules(nodes: Sequence[Node]) -> Iterator[Declaration]:
    for node in nodes:
        if node.type == "declaration":
            yield node
        elif getattr(node, "content", None):
            yield from _in_rules(parse_blocks_contents(node.content))


def _functions(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, FunctionBlock):
            yield node.lower_name
        inner = getattr(node, "arguments", None) or getattr(node, "content", None)
        yield from _functions(inner or ())
