"""What the conversion of a book looks up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Self

import msgspec
from lxml import etree

from publish.exporters.tree.index_terms import IndexTerm
from publish.exporters.tree.nodes import Node
from publish.model.caption import Caption


class TreeContext(msgspec.Struct, frozen=True):
    """The notes of a book by their ids, its captions by those of their elements, the terms of its
    index by the anchors of the marks.

    `called` are the notes that have been written at a call; `write_blocks` turns what is in an
    element into blocks, and `write_block` an element, by which each kind writes what is in it.
    """

    notes: Mapping[str, etree._Element]
    captions: Mapping[str, Caption]
    terms: Mapping[str, list[IndexTerm]]
    write_blocks: Callable[[etree._Element, Self], list[Node]]
    write_block: Callable[[etree._Element, Self], Iterable[Node]]
    called: set[str] = msgspec.field(default_factory=set)
