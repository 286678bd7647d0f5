"""The entries of an outline: all sections, and what a print edition generates before them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from publish.model.book import Book
from publish.model.front_pages import sections_before_contents
from publish.model.section import Section, heading_text

# Identifiers in a manuscript have no colon.
CONTENTS_ANCHOR = "list:contents"


def list_anchor(kind: str) -> str:
    """The anchor of the list of captioned elements of a kind."""
    return f"list:{kind}"


class OutlineEntry(msgspec.Struct, frozen=True):
    """A bookmark: its text, the anchor that it leads to, its level and the entries below it."""

    text: str
    anchor: str
    level: int
    children: tuple[OutlineEntry, ...] = ()


def outline_entries(book: Book, anchors: Iterable[str]) -> tuple[OutlineEntry, ...]:
    """The entries of the top level; of contents and lists those that have one of the anchors."""
    words, known = book.metadata.words, set(anchors)
    listed = [OutlineEntry(words.contents, CONTENTS_ANCHOR, 1)]
    for kind, _ in book.caption_lists():
        listed.append(OutlineEntry(words.lists[kind.name], list_anchor(kind.name), 1))
    before = len(sections_before_contents(book))
    sections = tuple(map(_entry, book.sections))
    shown = (entry for entry in listed if entry.anchor in known)
    return (*sections[:before], *shown, *sections[before:])


def _entry(section: Section) -> OutlineEntry:
    children = tuple(map(_entry, section.children))
    return OutlineEntry(heading_text(section), section.id, section.level, children)
