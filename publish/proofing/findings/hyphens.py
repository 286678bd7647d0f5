"""Words that are divided where a page ends, and hyphens below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from publish.proofing.evidence import Evidence
from publish.proofing.facts import Finding, Weight

LADDER = 3  # hyphens below each other


def find_page_end_hyphens(evidence: Evidence) -> Iterator[Finding]:
    """The last lines of pages that end in a hyphen."""
    for paragraph in evidence.layout.paragraphs:
        for line, after in pairwise(paragraph):
            if line.page != after.page and line.is_divided:
                turns = line.page % evidence.layout.sides == 0
                where = "over the turn of the leaf" if turns else "at the end of the page"
                weight = Weight.SERIOUS if turns else Weight.NOTABLE
                yield evidence.of_line("page-end-hyphen", weight, line, f"a word divided {where}")


def find_ladders(evidence: Evidence) -> Iterator[Finding]:
    """Three and more lines in a row that end in a hyphen, at the last of them."""
    for paragraph in evidence.layout.paragraphs:
        marks = "".join("-" if line.is_divided else "." for line in paragraph[:-1])
        for found in re.finditer(f"-{{{LADDER},}}", marks):
            count = found.end() - found.start()
            line = paragraph[found.end() - 1]
            message = f"{count} hyphens below each other"
            yield evidence.of_line("ladder", Weight.NOTABLE, line, message, amount=count)
