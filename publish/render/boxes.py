"""A book with a box in the place of each character that no font has."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from typing import TypeVar

import msgspec
from lxml import etree
from msgspec.structs import replace

from publish.model.book import Book, Resource
from publish.model.markup import MATH
from publish.model.metadata import Metadata
from publish.model.section import Section, serialize_section
from publish.model.xmlsafe import parse_untrusted

_BOX = "\N{WHITE SQUARE}"
_Element = TypeVar("_Element", bound=etree._Element)
_Table = dict[int, str]


def with_boxes(book: Book, characters: Collection[str]) -> Book:
    """A book in which boxes replace some characters of its texts."""
    if not characters:
        return book
    table = str.maketrans(dict.fromkeys(characters, _BOX))
    sections = tuple(_section(section, table) for section in book.sections)
    changed = replace(
        book,
        sections=sections,
        metadata=_metadata(book.metadata, table),
        resources=tuple(_resource(resource, table) for resource in book.resources),
        captions=tuple(replace(each, title=each.title.translate(table)) for each in book.captions),
    )
    return replace(
        changed, section_markup={each.id: serialize_section(each) for each in changed.walk()}
    )


def _section(section: Section, table: _Table) -> Section:
    return replace(
        section,
        title=section.title.translate(table),
        title_markup=_title(deepcopy(section.title_markup), table),
        body=_tree(deepcopy(section.body), table),
        label=section.label and section.label.translate(table),
        children=tuple(_section(child, table) for child in section.children),
    )


def _title(title: etree._Element, table: _Table) -> etree._Element:
    """A title, whose formulas have their plain form as an attribute."""
    for math in title.iter(MATH):
        math.set("alttext", math.get("alttext", "").translate(table))
    return _tree(title, table)


def _tree(root: etree._Element, table: _Table) -> etree._Element:
    for node in root.iter(etree.Element):
        node.text = node.text and node.text.translate(table)
        if node is not root:
            node.tail = node.tail and node.tail.translate(table)
    return root


def _metadata(metadata: Metadata, table: _Table) -> Metadata:
    authors = tuple(replace(each, name=each.name.translate(table)) for each in metadata.authors)
    funding = tuple(replace(each, funder=each.funder.translate(table)) for each in metadata.funding)
    shown = ("title", "subtitle", "publisher", "place", "rights", "series", "edition_statement")
    texts = {name: getattr(metadata, name).translate(table) for name in shown}
    return msgspec.structs.replace(metadata, authors=authors, funding=funding, **texts)


def _resource(resource: Resource, table: _Table) -> Resource:
    if resource.media_type != "image/svg+xml":
        return resource
    drawing = _tree(parse_untrusted(resource.content), table)
    return replace(resource, content=etree.tostring(drawing, encoding="utf-8"))
