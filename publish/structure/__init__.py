"""Passes from Book to Book: each settles one thing on which all outputs must agree.

A pass owns its input: it may edit the elements of bodies in place.
"""

from __future__ import annotations

from collections.abc import Callable

from publish.context import Context
from publish.model.book import Book
from publish.structure.accessibility import check_accessibility
from publish.structure.bidi import keep_phrases_in_order
from publish.structure.captions import number_captions
from publish.structure.citations import cite_works
from publish.structure.endnotes import gather_endnotes
from publish.structure.glossary import link_glossary_terms, mark_abbreviations
from publish.structure.index import build_index
from publish.structure.link_addresses import show_link_addresses
from publish.structure.missing_text import insert_missing_notices
from publish.structure.notes import number_notes
from publish.structure.numbering import number_sections
from publish.structure.paragraph_direction import set_paragraph_directions
from publish.structure.references import resolve_references
from publish.structure.serialization import serialize_sections

Pass = Callable[[Book, Context], Book]

# The order matters: the texts of references contain numbers of earlier passes.
PASSES: tuple[Pass, ...] = (
    number_sections,
    insert_missing_notices,
    show_link_addresses,
    cite_works,
    number_captions,
    number_notes,
    link_glossary_terms,
    mark_abbreviations,
    build_index,
    resolve_references,
    gather_endnotes,
    set_paragraph_directions,
    serialize_sections,
    keep_phrases_in_order,
    check_accessibility,
)


def settle(book: Book, context: Context) -> Book:
    """The book after all passes; problems go to its report."""
    for apply in PASSES:
        book = apply(book, context)
    return book
