"""The numbers of print pages in the margin: at the words with which these pages begin."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.difference import Difference
from publish.verification.pages.page_markers import (
    compare_with_print,
    page_difference,
    page_markers,
)
from publish.verification.web.finished import FinishedWeb


def check_page_numbers(finished: FinishedWeb) -> Iterator[Difference]:
    """Each shows its number, and each page of print has one where it begins."""
    label = finished.book.metadata.words.page
    documents = list(finished.container.documents())
    shown = 0
    for document in documents:
        for title, text in document.around.page_numbers:
            shown += 1
            if title != (name := label.replace("{}", text)):
                yield page_difference(document.href, "number", title, name)
    if not finished.edition.page_list:
        if shown:
            yield page_difference("the pages", "markers", "none", str(shown))
        return
    markers = [
        marker
        for document in documents
        for marker in page_markers(document.href, document.as_stored(), label)
    ]
    yield from compare_with_print(finished, markers)
