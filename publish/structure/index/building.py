"""Writes the index into the section that has its role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from publish.diagnostics import Report, Severity
from publish.model.book import Book
from publish.model.language import localized_words
from publish.model.roles import Role
from publish.model.section import Section
from publish.model.xhtml import element
from publish.structure.index.collation import CollationKey, collate
from publish.structure.index.entries import IndexEntry, Locator, build_entries
from publish.structure.index.marks import collect_marks


def build_index(book: Book, report: Report) -> Book:
    """The book with its index filled; marks without a section to hold it are a warning."""
    marks = collect_marks(book, report)
    home = next((section for section in book.walk() if section.role is Role.INDEX), None)
    if not marks:
        return book
    entries = build_entries(marks, report)
    if home is None:
        hint = 'add { role = "index" } to backmatter'
        message = "terms are marked, and the book has no section for the index"
        report.add("REF-011", message, marks[0].location, hint=hint, severity=Severity.WARNING)
        return book
    _Writer(book).write(home.body, entries)
    return book


class _Writer:
    def __init__(self, book: Book) -> None:
        self._words = localized_words(book.metadata.language)
        self._language = book.metadata.language
        self._filed: dict[str, CollationKey] = {}
        self._anchors: dict[str, str] = {}

    def write(self, body: etree._Element, entries: dict[str, IndexEntry]) -> None:
        """Main entries grouped by the letter under which the language files them."""
        self._filed = collate(self._language, _terms(entries.values()))
        ordered = self._sorted(entries.values())
        self._anchors = {e.term: f"entry-{place}" for place, e in enumerate(ordered, 1)}
        for letter, group in groupby(ordered, key=lambda entry: self._filed[entry.term].letter):
            body.append(element("p", letter, class_="index-letter"))
            body.append(self._list(list(group), main=True))

    def _sorted(self, entries: Iterable[IndexEntry]) -> list[IndexEntry]:
        return sorted(entries, key=lambda entry: (self._key(entry.term), entry.term))

    def _key(self, term: str) -> bytes:
        return self._filed[term].key

    def _list(self, entries: list[IndexEntry], *, main: bool) -> etree._Element:
        made = element("ul", class_="index-entries")
        for entry in entries:
            made.append(self._line(entry, main=main))
        return made

    def _line(self, entry: IndexEntry, *, main: bool) -> etree._Element:
        line = element("li")
        if main:
            line.set("id", self._anchors[entry.term])
        line.append(element("span", entry.term, class_="index-term"))
        for locator in entry.locators:
            line[-1].tail = ", "
            line.append(_link(locator))
        for targets, word in ((entry.see, self._words.see), (entry.see_also, self._words.see_also)):
            for target in self._sorted_targets(targets):
                line[-1].tail = ". "
                line.append(self._pointer(word, target))
        if entry.subentries:
            line.append(self._list(self._sorted(entry.subentries.values()), main=False))
        return line

    def _sorted_targets(self, targets: list[str]) -> list[str]:
        return sorted((t for t in targets if t in self._anchors), key=self._key)

    def _pointer(self, word: str, target: str) -> etree._Element:
        pointer = element("span", class_="index-see")
        pointer.append(element("em", word[:1].upper() + word[1:]))  # it begins a sentence
        pointer[0].tail = " "
        pointer.append(element("a", target, href=f"#{self._anchors[target]}"))
        return pointer


def _terms(entries: Iterable[IndexEntry]) -> Iterator[str]:
    """The terms of those entries and of all below them."""
    for entry in entries:
        yield entry.term
        yield from _terms(entry.subentries.values())


def _link(locator: Locator) -> etree._Element:
    """A place in the text; print replaces the words by the page (see `outputs/pdf`)."""
    text = _name(locator.section)
    if locator.end_section is not None and _name(locator.end_section) != text:
        text = f"{text}–{_name(locator.end_section)}"
    link = element("a", text, class_="locator", href=f"#{locator.anchor}")
    if locator.end:
        link.set("data-end", locator.end)
    return link


def _name(section: Section) -> str:
    return section.number or section.title
