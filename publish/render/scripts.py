"""Fonts by script and by character: adds to a theme those that the text of a book needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from publish.model.book import Book, Edition
from publish.model.script import non_ascii, script_of, scripts_in
from publish.render.coverage import coverage, printing
from publish.render.mathfont import math_font
from publish.render.printed_text import (
    PrintedText,
    drawing_texts,
    manifest_texts,
    printed_texts,
    section_texts,
)
from publish.render.theme import Theme, find_font, load_theme

FALLBACK = "Zyyy"  # the script of a font for single characters of any text (ISO 15924, "common")


def fonts_for(book: Book, edition: Edition) -> Theme:
    """The theme of an edition with all fonts that the pages of a book need."""
    theme = load_theme(edition.theme, edition.variables)
    return with_fallback_fonts(with_script_fonts(theme, book), book)


def needed_scripts(book: Book) -> set[str]:
    """The scripts of a book that need their own fonts."""
    scripts = {script for text, tag in _texts(book) for script in scripts_in(text, tag)}
    return scripts | {script_of(book.metadata.language)}


def with_script_fonts(theme: Theme, book: Book) -> Theme:
    """The theme with the fonts of every script in the book; the language's own script first.

    A font that is not installed is left out; see `missing_script_fonts`.
    """
    language = book.metadata.language
    home = script_of(language)
    texts = list(_texts(book))
    needed = {home} | {script for text, tag in texts for script in scripts_in(text, tag)}
    found = (find_font(entry) for entry in theme.script_fonts if entry.get("script") in needed)
    fonts = [font for font in found if font is not None]
    return replace(
        theme,
        fonts=(*theme.fonts, *sorted(fonts, key=lambda font: font.script != home)),
        language=language,
        inner_languages=tuple(sorted({tag for _, tag in texts if script_of(tag) != home})),
    )


def with_fallback_fonts(theme: Theme, book: Book) -> Theme:
    """The theme with fonts for characters that its own lack, each only if it adds some."""
    lacking = set().union(*(characters for characters, _ in lacking_characters(theme, book)))
    fonts = []
    for entry in theme.fallback_fonts if lacking else ():
        font = find_font({**entry, "script": FALLBACK})
        if font is not None and (found := lacking & coverage([font])):
            fonts.append(font)
            lacking -= found
    return replace(theme, fonts=(*theme.fonts, *fonts))


def first_lacking(theme: Theme, book: Book) -> dict[str, PrintedText]:
    """Each character for which the theme has no glyph, with the first text that has it."""
    first: dict[str, PrintedText] = {}
    for characters, text in lacking_characters(theme, book):
        for character in sorted(characters, key=text.text.index):
            first.setdefault(character, text)
    return first


def lacking_characters(theme: Theme, book: Book) -> Iterator[tuple[set[str], PrintedText]]:
    """Texts of a book with the characters in them for which the theme has no glyph."""
    if not _may_lack(theme, book):
        return
    has = coverage(theme.fonts)
    in_formulas = coverage([math_font()])
    for text in printed_texts(book):
        if lacking := printing(text.text) - (in_formulas if text.in_formula else has):
            yield lacking, text


def _may_lack(theme: Theme, book: Book) -> bool:
    """Whether any text may have a character that the theme lacks; False is certain."""
    markup = b"".join(book.markup_of(section) for section in book.walk())
    drawings = b"".join(each.content for each in book.resources if "svg" in each.media_type)
    manifest = repr((book.metadata, [section.label for section in book.walk()]))
    texts = (non_ascii(markup), manifest, drawings.decode("utf-8", "replace"))
    if b"&#" in drawings:
        return True
    characters = printing(non_ascii("".join(texts)))
    return bool(characters) and not characters <= coverage(theme.fonts)


def _texts(book: Book) -> Iterator[tuple[str, str]]:
    """Every text of the book with its language, but for the sections that need no more fonts."""
    language = book.metadata.language
    yield "".join(each.text for each in manifest_texts(book)), language
    yield "".join(drawing_texts(book).values()), language
    for section in book.walk():
        section_language = section.language or language
        yield section.label or "", language
        yield "", section_language
        if _may_need_fonts(book.markup_of(section), section_language):
            yield from ((each.text, each.language) for each in section_texts(section, language))


def _may_need_fonts(markup: bytes, language: str) -> bool:
    """Whether a section may need more fonts than those of the theme; most need none."""
    return b' lang="' in markup or bool(scripts_in(markup, language))
