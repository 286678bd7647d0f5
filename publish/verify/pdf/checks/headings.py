"""The headings as they are printed and tagged."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verify.difference import Difference
from publish.verify.entries import compare
from publish.verify.pdf.finished import Finished


def check_headings(finished: Finished) -> Iterator[Difference]:
    """Number, title, rank and order of the headings."""
    yield from compare("headings", finished.expected_headings(), finished.shown_headings)
