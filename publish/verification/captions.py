"""The captions that a book should show, and the differences of the actual ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from lxml import etree

from publish.model.book import Book
from publish.model.caption import Caption, captions_in
from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import MATH, X
from publish.verification.words import words_of

SURFACE = "captions"


class ExpectedCaption(msgspec.Struct, frozen=True):
    """A caption of the book, its words after the label, and its name in messages."""

    caption: Caption
    words: str
    subject: str


def expected_captions(
    book: Book, sections: Iterable[Section] | None = None
) -> Iterator[ExpectedCaption]:
    """The captions of some sections in reading order; without sections, those of the book."""
    captions = {caption.id: caption for caption in book.captions}
    for section in book.walk() if sections is None else sections:
        for captioned, node in captions_in(section.body):
            if caption := captions.get(captioned.get("id", "")):
                subject = f"{caption.kind.name} #{caption.id} of {section_name(section)}"
                yield ExpectedCaption(caption, text_after_label(node), subject)


def text_after_label(caption: etree._Element) -> str:
    """The words of a caption, without links, notes and formulas, which have their own checks."""
    return " ".join(words_of(caption, _is_separate))


def _is_separate(node: etree._Element) -> bool:
    return node.tag in (f"{X}a", MATH) or node.get("class") in ("label", "separator")


def compare_caption(
    expected: ExpectedCaption, label: str | None, words: str | None
) -> Iterator[Difference]:
    """The differences of one caption; None stands for a caption that does not exist."""
    if label is None or words is None:
        values = quoted(expected.caption.full_text), quoted(None)
        yield Difference(Code.MISSING, SURFACE, expected.subject, "caption", *values)
        return
    if label != expected.caption.label:
        values = quoted(expected.caption.label), quoted(label)
        yield Difference(Code.NUMBER, SURFACE, expected.subject, "number", *values)
    if words != expected.words:
        values = quoted(expected.words), quoted(words)
        yield Difference(Code.WORDS, SURFACE, expected.subject, "words", *values)
