"""Every picture of the book is in the file of its section, with its alternative text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from publish.model.section import Section
from publish.verification.alternatives import alternatives_in, compare_alternatives
from publish.verification.difference import Difference, section_name
from publish.verification.epub.finished import FinishedEpub


def check_pictures(finished: FinishedEpub) -> Iterator[Difference]:
    """The alternative texts of each file."""
    for opening in finished.book.opening_sections():
        yield from finished.unless_verified(
            "pictures", opening, partial(_compare, finished, opening)
        )


def _compare(finished: FinishedEpub, opening: Section) -> Iterator[Difference]:
    document = finished.section_map.documents.get(opening.id)
    if document is not None:
        bodies = (alternatives_in(each.body) for each in opening.in_file())
        shown = alternatives_in(document.root)
        yield from compare_alternatives(section_name(opening), chain.from_iterable(bodies), shown)
