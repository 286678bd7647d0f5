"""The index and the lists of figures and tables: each line and its target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from lxml import etree

from publish.model.roles import Role
from publish.verification.difference import Difference, quoted
from publish.verification.entries import collapse_spaces
from publish.verification.markup import X, is_locator
from publish.verification.pages.caption_list import check_list
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.links import Link, compare_links, read_link


def check_index(finished: FinishedPages) -> Iterator[Difference]:
    """The locators of each entry; neighbours that read the same are one."""
    home = next((s for s in finished.book.walk() if s.role is Role.INDEX), None)
    element = finished.section_map.element(home.id) if home else None
    document = finished.section_map.documents.get(home.id) if home else None
    if home is None or element is None or document is None:
        return
    lines = [
        (term, [read_link(finished, document, link) for link in links])
        for term, links in _entries(element)
    ]
    for right, shown in zip_longest(_entries(home.body), lines):
        subject = f"the entry {quoted((right or shown)[0])}"
        expected = _merged(right[1]) if right else []
        for pair in zip_longest(expected, shown[1] if shown else []):
            yield from compare_links("index", subject, *pair)


def _entries(root: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """The term of each entry with its own locators, in the order of the lines."""
    for line in root.iter(f"{X}li"):
        term = next((collapse_spaces("".join(child.itertext())) for child in line), "")
        yield term, [link for link in line if link.tag == f"{X}a" and is_locator(link)]


def _merged(links: Sequence[etree._Element]) -> list[Link]:
    alike = groupby(links, key=lambda link: collapse_spaces("".join(link.itertext())))
    return [Link(text, next(group).get("href", "")) for text, group in alike]


def check_lists(finished: FinishedPages) -> Iterator[Difference]:
    """The lists that the book requires, each on its page."""
    titles = finished.book.metadata.words.lists
    for kind, captions in finished.book.caption_lists():
        pages = [*finished.container.documents()]
        yield from check_list(finished, pages, titles[kind.name], captions)
