"""Fonts by script: a theme completed by those that the text of a book needs, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from publish.model.book import Book
from publish.model.script import script_of, scripts_in
from publish.render.theme import Font, Theme, load_font


def with_scripts(theme: Theme, book: Book) -> Theme:
    """The theme with the fonts of every script in the book; the language's own script first.

    Raises `MissingTool`, naming what to install, where such a font is not there.
    """
    language = book.metadata.language
    passages = list(_passages(book))
    needed = {script for text, tag in passages for script in scripts_in(text, tag)}
    needed |= {script_of(language)}
    fonts = tuple(load_font(entry) for entry in theme.script_fonts if entry.get("script") in needed)
    home = script_of(language)
    inner = sorted({tag for _, tag in passages if script_of(tag) != home})
    return replace(
        theme,
        fonts=(*theme.fonts, *_ordered(fonts, home)),
        language=language,
        inner_languages=tuple(inner),
    )


def _ordered(fonts: Iterable[Font], home: str) -> list[Font]:
    return sorted(fonts, key=lambda font: font.script != home)


def _passages(book: Book) -> Iterator[tuple[str, str]]:
    """Every text of the book with its language."""
    details, language = book.metadata, book.metadata.language
    names = (author.name for author in details.authors)
    shown = (details.title, details.subtitle, details.publisher, details.place, details.rights)
    yield "".join((*shown, *names)), language
    for section in book.walk():
        own = section.language or language
        yield section.label or "", language
        if _may_need(book.markup_of(section), own):
            yield from _parts(section.title_markup, own)
            yield from _parts(section.body, own)
        else:
            yield "", own


def _may_need(markup: bytes, language: str) -> bool:
    """Whether a text may need fonts beside those of any theme; most need none."""
    return b' lang="' in markup or bool(scripts_in(markup, language))


def _parts(node: etree._Element, language: str) -> Iterator[tuple[str, str]]:
    own = node.get("lang") or language
    yield node.text or "", own
    for child in node:
        if isinstance(child.tag, str):
            yield from _parts(child, own)
        yield child.tail or "", own
