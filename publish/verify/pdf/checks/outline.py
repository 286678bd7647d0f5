"""The bookmarks (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verify.difference import Difference
from publish.verify.entries import Entry, compare, one_line
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.objects import Value, words


def check_outline(finished: Finished) -> Iterator[Difference]:
    """Every section has a bookmark, nested as in the book, to the place of its heading."""
    top = finished.objects.value(finished.objects.root.get("/Outlines")) or {}
    bookmarks = list(_bookmarks(finished, top.get("/First"), 1))
    yield from compare("outline", finished.expected_entries(None), bookmarks)


def _bookmarks(finished: Finished, first: Value, depth: int) -> Iterator[Entry]:
    objects = finished.objects
    while (bookmark := objects.value(first)) is not None:
        text = one_line(words(objects.value(bookmark.get("/Title"))))
        yield Entry(text, depth, finished.target(bookmark))
        yield from _bookmarks(finished, bookmark.get("/First"), depth + 1)
        first = bookmark.get("/Next")
