"""A text as XHTML, before it is dealt out to its headings."""

from __future__ import annotations

import msgspec
from lxml import etree

from publish.model.xhtml import XHTML, X

_READER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


class Shape(msgspec.Struct, frozen=True):
    """The blocks of a text, as the children of `root`, and its notes by label."""

    root: etree._Element
    notes: dict[str, etree._Element]


def written(shape: Shape) -> bytes:
    """A shape as one document; the shape is used up."""
    whole = etree.Element(f"{X}html", nsmap={None: XHTML})
    whole.append(shape.root)
    whole.extend(shape.notes.values())
    content: bytes = etree.tostring(whole, encoding="utf-8")
    return content


def restored(content: bytes) -> Shape:
    """The shape that was written; every note bears its label."""
    whole = etree.fromstring(content, _READER)
    root, *notes = whole
    whole.remove(root)
    return Shape(root, {note.get("data-note", ""): note for note in notes})
