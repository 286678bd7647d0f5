"""The page list of an EPUB and its print edition: folios, order, first words of pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from publish.verification.difference import Difference
from publish.verification.entries import collapse_spaces
from publish.verification.epub.finished import FinishedEpub
from publish.verification.markup import X
from publish.verification.pages.page_markers import (
    MOST,
    compare_with_print,
    page_difference,
    page_markers,
)
from publish.verification.pages.reader.document import EPUB_TYPE, Document

_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


def check_page_list(finished: FinishedEpub) -> Iterator[Difference]:
    """Nav, NCX and markers have the same pages in one order, and each begins as its page does."""
    nav = list(_nav_lines(finished.container.nav))
    if not finished.edition.page_list:
        if nav:
            yield page_difference("the nav", "pages", "none", str(len(nav)))
        return
    label = finished.book.metadata.words.page
    markers = [
        marker
        for document in finished.container.documents()
        for marker in page_markers(document.href, document.root, label)
    ]
    lines = [(marker.folio, marker.address.partition("/")[2]) for marker in markers]
    yield from _compare_lines("the nav", lines, nav)
    yield from _compare_lines("the NCX", lines, list(_ncx_lines(finished.container.ncx)))
    yield from compare_with_print(finished, markers)


def _compare_lines(
    subject: str, expected: Sequence[tuple[str, str]], actual: Sequence[tuple[str, str]]
) -> Iterator[Difference]:
    pairs = enumerate(zip_longest(expected, actual), start=1)
    different = ((line, pair) for line, pair in pairs if pair[0] != pair[1])
    for line, pair in islice(different, MOST):
        values = (" ".join(each) if each else None for each in pair)
        yield page_difference(subject, f"line {line}", *values)


def _nav_lines(nav: Document) -> Iterator[tuple[str, str]]:
    for each in nav.root.iter(f"{X}nav"):
        if "page-list" in each.get(EPUB_TYPE, "").split():
            for link in each.iter(f"{X}a"):
                yield collapse_spaces("".join(map(str, link.itertext()))), link.get("href", "")


def _ncx_lines(ncx: Document) -> Iterator[tuple[str, str]]:
    for target in ncx.root.iter(f"{_NCX}pageTarget"):
        content = target.find(f"{_NCX}content")
        label = target.findtext(f"{_NCX}navLabel/{_NCX}text", "")
        yield collapse_spaces(label), "" if content is None else content.get("src", "")
