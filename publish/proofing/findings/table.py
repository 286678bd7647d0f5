"""The kinds of findings, in the order of the sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from publish.proofing.evidence import Evidence
from publish.proofing.facts import Finding
from publish.proofing.findings.fitted import find_fitted
from publish.proofing.findings.hyphens import find_ladders, find_page_end_hyphens
from publish.proofing.findings.known import (
    find_diagnostics,
    find_missing_texts,
    find_open_questions,
)
from publish.proofing.findings.loose_lines import find_loose_lines
from publish.proofing.findings.pictures import find_coarse_pictures
from publish.proofing.findings.short_pages import find_short_ends, find_short_pages
from publish.proofing.findings.single_lines import find_orphans, find_widows


class FindingKind(NamedTuple):
    """A kind of finding: its title, and what finds it."""

    title: str
    find: Callable[[Evidence], Iterator[Finding]]


FINDING_KINDS = {
    "missing-text": FindingKind("Missing texts", find_missing_texts),
    "open-question": FindingKind("Open questions of the import", find_open_questions),
    "diagnostic": FindingKind("Diagnostics of the build", find_diagnostics),
    "coarse-picture": FindingKind("Coarse pictures", find_coarse_pictures),
    "widow": FindingKind("Widows", find_widows),
    "orphan": FindingKind("Orphans", find_orphans),
    "page-end-hyphen": FindingKind("Words divided at the end of a page", find_page_end_hyphens),
    "short-end": FindingKind("Chapters that end on a few lines", find_short_ends),
    "fitted": FindingKind("Tables and formulas made to fit", find_fitted),
    "short-page": FindingKind("Short pages", find_short_pages),
    "ladder": FindingKind("Ladders of hyphens", find_ladders),
    "loose-line": FindingKind("Loose lines", find_loose_lines),
}


def all_findings(evidence: Evidence) -> list[Finding]:
    """Every finding, the heaviest first, then by kind, amount and page."""
    order = {name: number for number, name in enumerate(FINDING_KINDS)}
    found = [each for kind in FINDING_KINDS.values() for each in kind.find(evidence)]
    return sorted(
        found,
        key=lambda each: (
            -each.weight,
            order[each.kind],
            -round(each.amount, 2),
            -1 if each.page is None else each.page,
        ),
    )
