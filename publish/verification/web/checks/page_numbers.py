"""The numbers of print pages in the margin: at the words with which these pages begin."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.xhtml import text_of
from publish.verification.difference import Difference
from publish.verification.markup import X
from publish.verification.pages.page_markers import (
    PageMarker,
    compare_with_print,
    page_difference,
    page_markers,
)
from publish.verification.web.finished import FinishedWeb


def check_page_numbers(finished: FinishedWeb) -> Iterator[Difference]:
    """Each shows its number, and each page of print has one where it begins."""
    label = finished.book.metadata.words.page
    documents = list(finished.container.documents())
    markers: list[PageMarker] = []
    for document in documents:
        root = document.as_stored()
        markers += page_markers(document.href, root, label)
        for marker in root.iter(f"{X}span"):
            shown = text_of(marker)
            name = label.replace("{}", shown)
            if marker.get("role") == "doc-pagebreak" and marker.get("title") != name:
                yield page_difference(document.href, "number", marker.get("title"), name)
    if not finished.edition.page_list and markers:
        yield page_difference("the pages", "markers", "none", str(len(markers)))
    yield from compare_with_print(finished, markers)
