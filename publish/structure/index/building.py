"""Writes the index into the section with its role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from publish.cache import Cache
from publish.context import Context
from publish.diagnostics import Severity
from publish.model.book import Book
from publish.model.markup import (
    DATA_END,
    INDEX_ENTRIES,
    INDEX_LETTER,
    INDEX_SEE,
    INDEX_TERM,
    LOCATOR,
)
from publish.model.roles import Role
from publish.model.section import Section
from publish.model.xhtml import element
from publish.structure.index.collation import CollationKey, collate
from publish.structure.index.entries import IndexEntry, Locator, build_entries
from publish.structure.index.marks import collect_marks
from publish.structure.index.terms import write_term


def build_index(book: Book, context: Context) -> Book:
    """The book with its index; marks in a book without an index section are a warning."""
    marks = collect_marks(book, context.report)
    home = next((section for section in book.walk() if section.role is Role.INDEX), None)
    if not marks:
        return book
    entries = build_entries(marks, context.report)
    if home is None:
        hint = 'add { role = "index" } to backmatter'
        message = "index terms are marked, but the book has no index section"
        context.report.add(
            "REF-011", message, marks[0].location, hint=hint, severity=Severity.WARNING
        )
        return book
    _Writer(book, context.cache).write(home.body, entries)
    return book


class _Writer:
    def __init__(self, book: Book, cache: Cache) -> None:
        self._cache = cache
        self._names = book.names
        self._words = book.metadata.words
        self._language = book.metadata.language
        self._keys: dict[str, CollationKey] = {}
        self._anchors: dict[str, str] = {}

    def write(self, body: etree._Element, entries: dict[str, IndexEntry]) -> None:
        """Write the main entries, grouped by the index letters of the language."""
        self._keys = collate(self._language, _sorted_words(entries.values()), self._cache)
        ordered = self._sorted(entries.values())
        self._anchors = {
            entry.term: self._names.claim(f"entry-{number}")
            for number, entry in enumerate(ordered, 1)
        }
        for letter, group in groupby(ordered, key=lambda entry: self._keys[entry.sorted_as].letter):
            body.append(element("p", letter, class_=INDEX_LETTER))
            body.append(self._list(list(group), main=True))

    def _sorted(self, entries: Iterable[IndexEntry]) -> list[IndexEntry]:
        return sorted(entries, key=lambda entry: (self._keys[entry.sorted_as].key, entry.term))

    def _list(self, entries: list[IndexEntry], *, main: bool) -> etree._Element:
        items = element("ul", class_=INDEX_ENTRIES)
        for entry in entries:
            items.append(self._item(entry, main=main))
        return items

    def _item(self, entry: IndexEntry, *, main: bool) -> etree._Element:
        item = element("li")
        if main:
            item.set("id", self._anchors[entry.term])
        item.append(write_term(element("span", class_=INDEX_TERM), entry.term))
        for locator in entry.locators:
            item[-1].tail = ", "
            item.append(_link(locator))
        for targets, word in ((entry.see, self._words.see), (entry.see_also, self._words.see_also)):
            if targets:
                item[-1].tail = ". "
                item.append(self._cross_reference(word, targets))
        if entry.subentries:
            item.append(self._list(self._sorted(entry.subentries.values()), main=False))
        return item

    def _cross_reference(self, word: str, targets: list[str]) -> etree._Element:
        reference = element("span", class_=INDEX_SEE)
        reference.append(element("em", word[:1].upper() + word[1:]))  # it begins a sentence
        for number, target in enumerate(filter(targets.__contains__, self._anchors)):
            reference[-1].tail = "; " if number else " "
            link = element("a", href=f"#{self._anchors[target]}")
            reference.append(write_term(link, target))
        return reference


def _sorted_words(entries: Iterable[IndexEntry]) -> Iterator[str]:
    """The words by which entries and their subentries are sorted."""
    for entry in entries:
        yield entry.sorted_as
        yield from _sorted_words(entry.subentries.values())


def _link(locator: Locator) -> etree._Element:
    """A link to a locator; in a PDF the page number replaces its text (see `outputs/pdf`)."""
    text = _name(locator.section)
    if locator.end_section is not None and _name(locator.end_section) != text:
        text = f"{text}–{_name(locator.end_section)}"
    link = element("a", text, class_=LOCATOR, href=f"#{locator.anchor}")
    if locator.end:
        link.set(DATA_END, locator.end)
    return link


def _name(section: Section) -> str:
    return section.number or section.title
