"""The markup of the navigation document."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.difference import Difference
from publish.verification.epub.finished import FinishedEpub
from publish.verification.pages.document_markup import markup_differences


def check_nav_markup(finished: FinishedEpub) -> Iterator[Difference]:
    """The navigation may also be in the spine, where its markup is compared as well."""
    nav = finished.container.nav
    if nav.href not in {each.href for each in finished.container.documents()}:
        yield from markup_differences(nav)
