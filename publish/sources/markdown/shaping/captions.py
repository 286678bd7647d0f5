"""Captions of pictures and listings, from the paragraphs with their words."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import DATA_LINE, X


def as_caption(words: etree._Element) -> etree._Element:
    """The paragraph with the words of a caption as a `figcaption`."""
    words.tag, words.tail = f"{X}figcaption", None
    for name in ("class", DATA_LINE):
        words.attrib.pop(name, None)
    return words
