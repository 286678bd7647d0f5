"""The bookmarks (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.difference import Code, Difference, quoted
from publish.verification.entries import SurfaceEntry, collapse_spaces, compare_entries
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.words import normalized

_SURFACE = "outline"


def check_outline(finished: FinishedPdf) -> Iterator[Difference]:
    """Every section has a bookmark, nested as in the book, to the place of its heading.

    The contents and each list of captions have one, too, to the page on which they begin.
    """
    bookmarks = list(_bookmarks(finished))
    for title, target in _lists(finished):
        found = _find(bookmarks, title, target)
        if found is None:
            yield Difference(Code.MISSING, _SURFACE, title, "entry", quoted(title), "nothing")
            continue
        bookmarks.remove(found)
        if found.target != target:
            yield Difference(
                Code.TARGET, _SURFACE, title, "target", target, found.target or "nowhere"
            )
    yield from compare_entries(_SURFACE, finished.expected_entries(None), bookmarks)


def _lists(finished: FinishedPdf) -> Iterator[tuple[str, str]]:
    """The title of the contents and of each list, and the page that it is on."""
    words = finished.book.metadata.words
    titles = [words.lists[kind.name] for kind, _ in finished.book.caption_lists()]
    shown = zip((words.contents, *titles), (finished.contents, *finished.lists), strict=False)
    for title, element in shown:
        first = next(element.content(), None) if element else None
        if first is not None:
            yield collapse_spaces(title), f"page {first.page + 1}"


def _find(bookmarks: list[SurfaceEntry], title: str, target: str) -> SurfaceEntry | None:
    """The bookmark of a list: that of its words, rather one that leads to its page."""
    same = [each for each in bookmarks if normalized(each.text) == normalized(title)]
    exact = (each for each in same if each.target == target)
    inexact = (each for each in same if not (each.target or "").startswith("#"))
    return next(exact, None) or next(inexact, None)


def _bookmarks(finished: FinishedPdf) -> Iterator[SurfaceEntry]:
    for each in finished.bookmarks:
        target = finished.target_of(each.address, each.position)
        yield SurfaceEntry(collapse_spaces(each.text), each.depth, target)
