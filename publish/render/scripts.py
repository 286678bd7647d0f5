"""Fonts by script: adds to a theme the fonts that the text of a book needs, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from publish.model.book import Book
from publish.model.script import script_of, scripts_in
from publish.render.theme import Theme, load_font


def with_script_fonts(theme: Theme, book: Book) -> Theme:
    """The theme with the fonts of every script in the book; the language's own script first.

    Raises `MissingTool`, with the package to install, if such a font is not installed.
    """
    language = book.metadata.language
    home = script_of(language)
    texts = list(_texts(book))
    needed = {home} | {script for text, tag in texts for script in scripts_in(text, tag)}
    fonts = [load_font(entry) for entry in theme.script_fonts if entry.get("script") in needed]
    return replace(
        theme,
        fonts=(*theme.fonts, *sorted(fonts, key=lambda font: font.script != home)),
        language=language,
        inner_languages=tuple(sorted({tag for _, tag in texts if script_of(tag) != home})),
    )


def _texts(book: Book) -> Iterator[tuple[str, str]]:
    """Every text of the book with its language."""
    metadata, language = book.metadata, book.metadata.language
    names = (author.name for author in metadata.authors)
    texts = (metadata.title, metadata.subtitle, metadata.publisher, metadata.place, metadata.rights)
    yield "".join((*texts, *names)), language
    for section in book.walk():
        section_language = section.language or language
        yield section.label or "", language
        if _may_need_fonts(book.markup_of(section), section_language):
            yield from _texts_in(section.title_markup, section_language)
            yield from _texts_in(section.body, section_language)
        else:
            yield "", section_language


def _may_need_fonts(markup: bytes, language: str) -> bool:
    """Whether a section may need more fonts than those of the theme; most need none."""
    return b' lang="' in markup or bool(scripts_in(markup, language))


def _texts_in(node: etree._Element, language: str) -> Iterator[tuple[str, str]]:
    inner = node.get("lang") or language
    yield node.text or "", inner
    for child in node:
        if isinstance(child.tag, str):
            yield from _texts_in(child, inner)
        yield child.tail or "", inner
