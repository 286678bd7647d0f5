"""What a book prints, text by text, with the places where to look for it in the manuscript."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from publish.diagnostics import Location
from publish.model.book import Book
from publish.model.image_types import SVG_TYPE
from publish.model.language import LocalizedWords
from publish.model.markup import MATH, MATHML, SVG, X
from publish.model.section import Section
from publish.model.xhtml import source_location
from publish.model.xmlsafe import parse_untrusted

_DRAWING_TEXTS = (f"{{{SVG}}}text", f"{{{SVG}}}textPath")
_WORDS = f"{{{MATHML}}}mtext"


class PrintedText(msgspec.Struct, frozen=True):
    """A text in a language, and where it or the block with it begins.

    `drawing` names the image that it is in. A text `in_formula` is drawn by the font of formulas;
    words in a formula are text.
    """

    text: str
    language: str
    location: Location
    drawing: str = ""
    in_formula: bool = False


def printed_texts(book: Book) -> Iterator[PrintedText]:
    """Every text of a settled book that its pages print."""
    yield from manifest_texts(book)
    drawings = drawing_texts(book)
    for section in book.walk():
        yield from section_texts(section, book.metadata.language)
        yield from _in_drawings(section, drawings, book.metadata.language)
    yield from _in_caption_lists(book)


def manifest_texts(book: Book) -> Iterator[PrintedText]:
    """The texts of the manifest, and the words of the program."""
    metadata = book.metadata
    place = Location(str(book.folder / "book.toml"))
    names = (author.name for author in metadata.authors)
    texts = (metadata.title, metadata.subtitle, metadata.publisher, metadata.place, metadata.rights)
    more = (metadata.edition_statement, metadata.series, metadata.funders)
    for text in (*texts, *more, *names, *_words(metadata.words)):
        yield PrintedText(text, metadata.language, place)


def _words(words: LocalizedWords) -> Iterator[str]:
    yield from (words.contents, words.part, words.chapter, words.appendix, words.imprint)
    yield from words.captions.values()
    yield from words.lists.values()


def section_texts(section: Section, language: str) -> Iterator[PrintedText]:
    """The label, the title and the text of a section; `language` is that of the book.

    Of a title with formulas the plain form is printed as well, in running heads.
    """
    yield PrintedText(section.label or "", language, section.location)
    if len(section.title_markup):
        yield PrintedText(section.title, section.language or language, section.location)
    for root in (section.title_markup, section.body):
        yield from _texts_in(root, section.language or language, section)


def _texts_in(node: etree._Element, language: str, section: Section) -> Iterator[PrintedText]:
    inner = node.get("lang") or language
    if node.text:
        yield _text(node.text, inner, node, section)
    for child in node:
        if isinstance(child.tag, str):
            yield from _texts_in(child, inner, section)
        if child.tail:
            yield _text(child.tail, inner, node, section)


def _text(text: str, language: str, node: etree._Element, section: Section) -> PrintedText:
    in_formula = str(node.tag).startswith(f"{{{MATHML}}}") and node.tag not in (_WORDS, MATH)
    return PrintedText(text, language, _location(node, section), in_formula=in_formula)


def _location(node: etree._Element, section: Section) -> Location:
    location = source_location(node, section.location.path)
    return location if location.line else section.location


def _in_drawings(
    section: Section, drawings: dict[str, str], language: str
) -> Iterator[PrintedText]:
    for image in section.body.iter(f"{X}img"):
        name = image.get("src", "")
        if text := drawings.get(name):
            yield PrintedText(text, language, _location(image, section), drawing=name)


def _in_caption_lists(book: Book) -> Iterator[PrintedText]:
    """The titles in lists of captions, where a formula is in its plain form."""
    places = {section.id: section.location for section in book.walk()}
    for _, captions in book.caption_lists():
        for caption in captions:
            language = caption.language or book.metadata.language
            yield PrintedText(caption.title, language, places[caption.section_id])


def drawing_texts(book: Book) -> dict[str, str]:
    """The text in each drawing of a book that has any, by name."""
    return {
        resource.href: " ".join(_texts_of_drawing(resource.content))
        for resource in book.resources
        if resource.media_type == SVG_TYPE and b"<text" in resource.content
    }


def _texts_of_drawing(content: bytes) -> Iterator[str]:
    for node in parse_untrusted(content).iter(*_DRAWING_TEXTS):
        yield from map(str, node.itertext())
