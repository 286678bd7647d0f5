"""Numbers tables and figures that have a caption, through the book."""

from __future__ import annotations

from itertools import count

from lxml import etree

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.language import words
from publish.model.xhtml import X


def number_captions(book: Book, _: Report) -> Book:
    """Each caption begins with its label ("Table 3"), as text."""
    localised = words(book.metadata.language)
    kinds = {
        f"{X}caption": (localised.table, count(1)),
        f"{X}figcaption": (localised.figure, count(1)),
    }
    for section in book.walk():
        for caption in section.body.iter(*kinds):
            pattern, numbers = kinds[str(caption.tag)]
            number = str(next(numbers))
            _label(caption, pattern.replace("{}", number), localised.after_word)
    return book


def _label(caption: etree._Element, text: str, separator: str) -> None:
    label = etree.Element(f"{X}span", {"class": "label"})
    label.text = text
    between = etree.Element(f"{X}span", {"class": "separator"})
    between.text = separator
    between.tail = caption.text
    caption.text = None
    caption.insert(0, label)
    caption.insert(1, between)
