"""The terms of the index by the places that they refer to, read from a settled index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import msgspec
from lxml import etree

from publish.model.book import Book
from publish.model.markup import DATA_END, INDEX_SEE, INDEX_TERM, LOCATOR, X, has_class
from publish.model.roles import Role
from publish.model.xhtml import text_of

START, END = "start", "end"


class IndexTerm(msgspec.Struct, frozen=True):
    """An entry with those above it, main entry first; `range` is `start` or `end` of a range."""

    path: tuple[str, ...]
    range: str = ""


class SeeReference(msgspec.Struct, frozen=True):
    """A reference from one main entry to others, with the words before them: “See also mole”."""

    term: str
    text: str


def terms_by_anchor(book: Book) -> Mapping[str, list[IndexTerm]]:
    """The terms of each index mark, by its anchor, in the order of the index."""
    terms: dict[str, list[IndexTerm]] = defaultdict(list)
    for path, item in _entries(book):
        for locator in item.iterchildren(f"{X}a"):
            if has_class(locator, LOCATOR):
                end = locator.get(DATA_END)
                terms[_target(locator)].append(IndexTerm(path, START if end else ""))
                if end:
                    terms[end].append(IndexTerm(path, END))
    return terms


def see_references(book: Book) -> Iterator[SeeReference]:
    """The references between entries, in the order of the index."""
    for path, item in _entries(book):
        for reference in item.iterchildren(f"{X}span"):
            if has_class(reference, INDEX_SEE):
                yield SeeReference(path[0], text_of(reference))


def _entries(book: Book) -> Iterator[tuple[tuple[str, ...], etree._Element]]:
    for section in book.walk():
        if section.role is Role.INDEX:
            for group in section.body.iterchildren(f"{X}ul"):
                yield from _nested(group, ())


def _nested(
    group: etree._Element, above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], etree._Element]]:
    for item in group.iterchildren(f"{X}li"):
        term = next((each for each in item if has_class(each, INDEX_TERM)), None)
        path = (*above, text_of(term) if term is not None else "")
        yield path, item
        for below in item.iterchildren(f"{X}ul"):
            yield from _nested(below, path)


def _target(locator: etree._Element) -> str:
    return locator.get("href", "").lstrip("#")
