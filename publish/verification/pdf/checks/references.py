"""The links in the text of a PDF, and the references to pages: words and targets."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.difference import Difference
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.links import link_differences


def check_references(finished: FinishedPdf) -> Iterator[Difference]:
    """The links of each section, in order."""
    return (each for each in finished.memo(link_differences) if each.surface == "references")


def check_page_references(finished: FinishedPdf) -> Iterator[Difference]:
    """References to pages, whose words are the page number of their target."""
    return (each for each in finished.memo(link_differences) if each.surface == "page references")
