"""Every picture of the book is drawn, with its alternative text."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.alternatives import alternatives_in, compare_alternatives
from publish.verification.difference import Difference, section_name
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_text import own_elements


def check_pictures(finished: FinishedPdf) -> Iterator[Difference]:
    """The alternative texts of the drawings of each section and its notes."""
    for section, element in finished.elements_to_check():
        shown = (
            " ".join(each.alternative.split())
            for each in own_elements(finished, element)
            if each.role == "Figure" and each.alternative and any(True for _ in each.content())
        )
        expected = alternatives_in(section.body)
        yield from compare_alternatives(section_name(section), expected, shown)
