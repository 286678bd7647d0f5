"""The headings as they are printed and tagged."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.difference import Difference
from publish.verification.entries import compare_entries
from publish.verification.pdf.finished import FinishedPdf


def check_headings(finished: FinishedPdf) -> Iterator[Difference]:
    """Number, title, rank and order of the headings."""
    yield from compare_entries("headings", finished.expected_headings(), finished.shown_headings)
