"""The captions that a book should show, and how one that is shown differs from its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from lxml import etree

from publish.model.book import Book
from publish.model.caption import Caption
from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.markup import MATH, X
from publish.verify.words import words_of

SURFACE = "captions"


class Wanted(msgspec.Struct, frozen=True):
    """A caption of the book, its words behind the label, and how messages name it."""

    caption: Caption
    words: str
    subject: str


def wanted_captions(book: Book, sections: Iterable[Section] | None = None) -> Iterator[Wanted]:
    """The captions of those sections in reading order; all of the book where none are named."""
    captions = {caption.id: caption for caption in book.captions}
    for section in book.walk() if sections is None else sections:
        for node in section.body.iter(f"{X}caption", f"{X}figcaption"):
            holder = node.getparent()
            caption = captions.get(holder.get("id", "")) if holder is not None else None
            if caption is not None:
                subject = f"{caption.kind} #{caption.id} of {name(section)}"
                yield Wanted(caption, behind_label(node), subject)


def behind_label(caption: etree._Element) -> str:
    """The words of a caption; links, notes and formulas in it are surfaces of their own."""
    return " ".join(words_of(caption, _apart))


def _apart(node: etree._Element) -> bool:
    return node.tag in (f"{X}a", MATH) or node.get("class") in ("label", "separator")


def differ(wanted: Wanted, label: str | None, words: str | None) -> Iterator[Difference]:
    """What of one caption differs; None stands for a caption that is not there."""
    if label is None or words is None:
        values = quoted(wanted.caption.full_text), quoted(None)
        yield Difference(Code.MISSING, SURFACE, wanted.subject, "caption", *values)
        return
    if label != wanted.caption.label:
        values = quoted(wanted.caption.label), quoted(label)
        yield Difference(Code.NUMBER, SURFACE, wanted.subject, "number", *values)
    if words != wanted.words:
        values = quoted(wanted.words), quoted(words)
        yield Difference(Code.WORDS, SURFACE, wanted.subject, "words", *values)
