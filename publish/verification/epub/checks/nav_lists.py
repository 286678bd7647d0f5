"""The lists of figures and tables in the navigation document, where EPUB has a term for them."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.difference import Difference
from publish.verification.epub.finished import FinishedEpub
from publish.verification.pages.caption_list import check_list


def check_nav_lists(finished: FinishedEpub) -> Iterator[Difference]:
    """Each of them with its lines."""
    titles = finished.book.metadata.words.lists
    for kind, captions in finished.book.caption_lists():
        if kind.list_role:
            yield from check_list(finished, [finished.container.nav], titles[kind.name], captions)
