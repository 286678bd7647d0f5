"""Passes from Book to Book: each settles one thing that every output must agree on.

A pass owns the book it is given: it may change the text of the bodies in place.
"""

from __future__ import annotations

from collections.abc import Callable

from publish.diagnostics import Report
from publish.model.book import Book
from publish.structure.accessible import prove_accessible
from publish.structure.bidi import refuse_crossings
from publish.structure.captions import number_captions
from publish.structure.citations import cite_works
from publish.structure.endnotes import gather_endnotes
from publish.structure.glossary import link_terms, spell_out
from publish.structure.index import build_index
from publish.structure.markup import write_markup
from publish.structure.missing_text import announce_missing
from publish.structure.notes import number_notes
from publish.structure.numbering import number_sections
from publish.structure.references import resolve_references

Pass = Callable[[Book, Report], Book]

# In this order: references word the numbers that the passes before them give.
PASSES: tuple[Pass, ...] = (
    number_sections,
    announce_missing,
    cite_works,
    number_captions,
    number_notes,
    link_terms,
    spell_out,
    build_index,
    resolve_references,
    gather_endnotes,
    write_markup,
    refuse_crossings,
    prove_accessible,
)


def settle(book: Book, report: Report) -> Book:
    """The book with ids, numbers, notes and references settled; problems go to the report."""
    for run in PASSES:
        book = run(book, report)
    return book
