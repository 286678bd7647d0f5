"""The page around the text: its head, title, and contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from publish.model.book import Book
from publish.model.section import Section, heading_text
from publish.version import __version__

_STYLE = Path(__file__).with_name("page.css")


def page(book: Book, text: str) -> str:
    """The whole file; `text` has the sections and the notes."""
    metadata = book.metadata
    parts = (
        "<!DOCTYPE html>",
        f'<html lang="{escape(metadata.language)}" dir="{book.direction}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(metadata.title)}</title>",
        *_named(book),
        f"<style>\n{_STYLE.read_text('utf-8')}</style>",
        "</head>",
        "<body>",
        *_opening(book),
        f'<nav aria-label="{escape(metadata.words.contents)}">',
        *_contents(book.sections),
        "</nav>",
        "<main>",
        text.strip(),
        "</main>",
        "</body>",
        "</html>",
    )
    return "".join(f"{part}\n" for part in parts)


def _named(book: Book) -> Iterator[str]:
    """What the head says of the book; there is a line for each author."""
    metadata = book.metadata
    yield f'<meta name="generator" content="publish {__version__}">'
    for name in metadata.authors:
        yield f'<meta name="author" content="{escape(name.name)}">'
    if metadata.description:
        yield f'<meta name="description" content="{escape(metadata.description)}">'


def _opening(book: Book) -> Iterator[str]:
    metadata = book.metadata
    yield "<header>"
    yield f"<h1>{escape(metadata.title)}</h1>"
    if metadata.subtitle:
        yield f'<p class="subtitle">{escape(metadata.subtitle)}</p>'
    for name in metadata.authors:
        yield f'<p class="author">{escape(name.name)}</p>'
    yield "</header>"


def _contents(sections: Iterable[Section]) -> Iterator[str]:
    yield "<ol>"
    for section in sections:
        yield f'<li><a href="#{escape(section.id)}">{escape(heading_text(section))}</a>'
        if section.children:
            yield from _contents(section.children)
        yield "</li>"
    yield "</ol>"
