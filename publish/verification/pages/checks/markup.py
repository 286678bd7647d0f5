"""The markup of the documents."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.difference import Difference
from publish.verification.pages.document_markup import markup_differences
from publish.verification.pages.finished import FinishedPages


def check_markup(finished: FinishedPages) -> Iterator[Difference]:
    """The markup of every document of the text."""
    for document in finished.container.documents():
        yield from markup_differences(document)
