"""Lines of a paragraph that are alone on their page: widows and orphans."""

from __future__ import annotations

from collections.abc import Iterator

from publish.proofing.evidence import Evidence
from publish.proofing.facts import Finding, Weight


def find_widows(evidence: Evidence) -> Iterator[Finding]:
    """The last lines of paragraphs that are alone at the head of a page."""
    for parts in evidence.layout.divided():
        if len(parts[-1]) == 1:
            message = "the last line of its paragraph, alone at the head of the page"
            yield evidence.of_line("widow", Weight.SERIOUS, parts[-1][0], message)


def find_orphans(evidence: Evidence) -> Iterator[Finding]:
    """The first lines of paragraphs that are alone at the foot of a page."""
    for parts in evidence.layout.divided():
        if len(parts[0]) == 1:
            message = "the first line of its paragraph, alone at the foot of the page"
            yield evidence.of_line("orphan", Weight.NOTABLE, parts[0][0], message)
