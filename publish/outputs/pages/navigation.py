"""Sections and captions as entries of a navigation, to the full depth of the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

import msgspec

from publish.model.book import Book
from publish.model.section import Section, heading_text
from publish.outputs.pages.page_format import PageFormat
from publish.outputs.pages.specs import section_addresses


class NavEntry(msgspec.Struct, frozen=True):
    """A line of a navigation; `order` is its position in reading order, from 1."""

    text: str
    href: str
    order: int
    children: tuple[NavEntry, ...]


class CaptionList(msgspec.Struct, frozen=True):
    """A list of captions (EPUB 3.3, 7.4.6); `type` is the role of the list, such as "loi"."""

    name: str
    type: str
    title: str
    entries: tuple[NavEntry, ...]


def section_entries(book: Book, page_format: PageFormat) -> tuple[NavEntry, ...]:
    """Every section of the book, nested as in the book."""
    addresses = dict(section_addresses(book, page_format))
    return _entries(book.sections, addresses, count(1))


def _entries(
    sections: Iterable[Section], addresses: Mapping[str, str], orders: Iterator[int]
) -> tuple[NavEntry, ...]:
    return tuple(
        NavEntry(
            text=heading_text(section),
            href=addresses[section.id],
            order=next(orders),
            children=_entries(section.children, addresses, orders),
        )
        for section in sections
    )


def caption_lists(book: Book, files: Mapping[str, str]) -> Iterator[CaptionList]:
    """The lists that the book requests and EPUB has a term for, each caption with its address.

    `files` are the addresses of the pages that the anchors of the book are in.
    """
    localized = book.metadata.words
    for kind, captions in book.caption_lists():
        if kind.list_role:
            entries = tuple(
                NavEntry(caption.full_text, f"{files[caption.id]}#{caption.id}", order, ())
                for order, caption in enumerate(captions, start=1)
            )
            name, title = f"list-of-{kind.plural}", localized.lists[kind.name]
            yield CaptionList(name, kind.list_role, title, entries)
