"""The contents page that readers see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from publish.verification.difference import Difference
from publish.verification.entries import compare_entries
from publish.verification.markup import X
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.list_entries import list_entries
from publish.verification.pages.reader.document import Document, Unreadable


def check_contents_page(finished: FinishedPages) -> Iterator[Difference]:
    """The first page with contents, down to the depth that the book sets."""
    for document in finished.container.documents():
        if document.facts.navs and (navs := _navs(document.root)):
            compare_page = partial(_compare_contents_page, finished, document, navs)
            yield from finished.unless_list_verified("contents page", document, compare_page)
            return
    raise Unreadable("there is no page with contents")


def _compare_contents_page(
    finished: FinishedPages, document: Document, navs: Sequence[etree._Element]
) -> Iterator[Difference]:
    entries = list(list_entries(finished, document, navs))
    yield from compare_entries("contents page", finished.expected_contents(), entries)


def _navs(root: etree._Element) -> list[etree._Element]:
    return [nav for nav in root.iter(f"{X}nav") if nav.get("role") == "doc-toc"]
