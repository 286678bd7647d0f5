"""The bookmarks (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.difference import Difference
from publish.verification.entries import SurfaceEntry, collapse_spaces, compare_entries
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.objects import Value, to_text


def check_outline(finished: FinishedPdf) -> Iterator[Difference]:
    """Every section has a bookmark, nested as in the book, to the place of its heading."""
    top = finished.objects.resolve(finished.objects.root.get("/Outlines")) or {}
    bookmarks = list(_bookmarks(finished, top.get("/First"), 1))
    yield from compare_entries("outline", finished.expected_entries(None), bookmarks)


def _bookmarks(finished: FinishedPdf, first: Value, depth: int) -> Iterator[SurfaceEntry]:
    objects = finished.objects
    while (bookmark := objects.resolve(first)) is not None:
        text = collapse_spaces(to_text(objects.resolve(bookmark.get("/Title"))))
        yield SurfaceEntry(text, depth, finished.target(bookmark))
        yield from _bookmarks(finished, bookmark.get("/First"), depth + 1)
        first = bookmark.get("/Next")
