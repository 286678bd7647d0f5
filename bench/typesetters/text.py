"""The prose of books: the paragraphs that have nothing but words, in the letters of the face."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from publish import pipeline
from publish.context import Context
from publish.model.section import Section

_X = "{http://www.w3.org/1999/xhtml}"
_WORDS = frozenset(f"{_X}{tag}" for tag in "p a em strong span cite q abbr".split())
_TEXTS = etree.XPath(".//text()[not(ancestor::*[@class = 'noteref'])]")
_HINTS = re.compile("[\u00ad\u200b\u2060]")  # of where to divide a word


@dataclass(frozen=True, slots=True)
class Prose:
    """The title of a book, its language, and its paragraphs as plain text."""

    title: str
    language: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many it has."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


def read_prose(folder: Path) -> Prose:
    """The prose of a book folder."""
    book = pipeline.load_book(folder, Context(), "pdf")
    paragraphs = tuple(text for section in book.walk() for text in _paragraphs(section))
    return Prose(book.metadata.title, book.metadata.language, paragraphs)


def _paragraphs(section: Section) -> Iterator[str]:
    if section.body is None or section.language:
        return
    for paragraph in section.body.iterchildren(f"{_X}p"):
        has_words_alone = all(element.tag in _WORDS for element in paragraph.iter())
        text = _plain(paragraph)
        is_marked = paragraph.get("class") or paragraph.get("lang")
        if has_words_alone and not is_marked and all(map(_is_latin, text)):
            yield text


def _plain(paragraph: etree._Element) -> str:
    """The words of a paragraph without the calls of its notes."""
    text = "".join(map(str, _TEXTS(paragraph)))
    return " ".join(_HINTS.sub("", text).split())


def _is_latin(character: str) -> bool:
    return not character.isalpha() or unicodedata.name(character).startswith("LATIN")
