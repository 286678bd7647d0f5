"""What of a section has no check of its own, in the book and in the structure tree.

Headings, links, captions, formulas, notes and numbers of list items have one.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from lxml import etree

from publish.verification.markup import MATH, X, is_caption, is_note
from publish.verification.pdf.reader.structure_tree import (
    MarkedContent,
    StructureElement,
    is_heading,
)

_SEPARATE = frozenset({"Caption", "Figure", "Formula", "Link", "Note"})


def is_separate(node: etree._Element) -> bool:
    """Whether an element of the book has a check of its own."""
    return node.tag in (f"{X}a", MATH) or is_caption(node) or is_note(node)


def is_separate_element(node: StructureElement) -> bool:
    """Whether a structure element has a check of its own, or gathers notes under our heading."""
    if node.role in _SEPARATE:
        return True
    return node.role == "Sect" and any(kid.role == "Note" for kid in node.elements())


def own_content(element: StructureElement, others: Set[int]) -> Iterator[MarkedContent]:
    """The content of a section's own text; `others` are the `id`s of all section elements."""
    for kid in element.kids:
        if isinstance(kid, MarkedContent):
            yield kid
        elif not (id(kid) in others or is_heading(kid) or is_separate_element(kid)):
            yield from _without_labels(kid, others)


def _without_labels(node: StructureElement, others: Set[int]) -> Iterator[MarkedContent]:
    """Content without list numbers and bullets, which the layout makes; terms are kept."""
    if node.role == "L" and not node.has_terms:
        for item in node.elements():
            for part in item.elements():
                if part.role != "Lbl":
                    yield from own_content(part, others)
    else:
        yield from own_content(node, others)
