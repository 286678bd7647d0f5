"""A document of an edition for a shop as it would be in any other: without what the shop asks for.

Spans for places, the blocks around a text, and pictures of formulas are taken out, so that every
check reads what it reads elsewhere. What is wrong with them is a check of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from publish.verification.markup import X, has_class

SPAN = f"{X}span"
KOBO = "koboSpan"
BLOCKS = ("book-columns", "book-inner")
_GONE = "gone"


def make_plain(root: etree._Element, formulas: Mapping[str, etree._Element]) -> None:
    """Take them out, in place; `formulas` are those of the book by their text alternative."""
    for span in root.iter(SPAN, f"{X}div"):
        if has_class(span, KOBO) or span.get("id") in BLOCKS:
            span.tag = _GONE
    etree.strip_tags(root, _GONE)
    for image in list(root.iter(f"{X}img")):
        known = formulas.get(image.get("alt", "")) if is_formula(image) else None
        parent = image.getparent()
        if known is not None and parent is not None:
            math = deepcopy(known)
            math.tail = image.tail
            parent.replace(image, math)


def is_formula(image: etree._Element) -> bool:
    """Whether an image stands for a formula."""
    return has_class(image, "formula")
