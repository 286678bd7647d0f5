"""All cases, and the table of their verdicts."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.badinputs import imports, manifests, texts
from tests.badinputs.case import Case, Files, absent, diagnose
from tests.badinputs.judging import COLUMNS, EXITS, Verdict
from tests.checks.test_checks import CHECKS, Check

ROOT = Path(__file__).parents[2]
_DIAGNOSTIC = re.compile(r"^BOOK(/[^:\n]+)?(?::(\d+))?(?::\d+)?: (error|warning) (\S+): ", re.M)


def _as_case(check: Check) -> Case:
    """A file of `tests/checks` as a case."""
    expected = tuple(
        f"{'~' if kind == 'warning' else ''}{code} {(path or '/.')[1:]}:{line or 0}"
        for path, line, kind, code in _DIAGNOSTIC.findall(check.expected)
    )
    bad: Files = {"book.toml": absent, "a.md": absent, **check.bad}
    return Case(f"check-{check.code}", bad, expected, check.good)


CASES = [*manifests.CASES, *texts.CASES, *imports.CASES]
CHECKED = [_as_case(check) for check in CHECKS]


@dataclass(slots=True)
class Tally:
    """Verdicts counted by class: how many cases, and how many are right in each column."""

    cases: Counter[str] = field(default_factory=Counter)
    right: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, verdict: Verdict) -> None:
        """Count one verdict."""
        self.cases[verdict.family] += 1
        counted = self.right.setdefault(verdict.family, Counter())
        counted.update(column for column in COLUMNS if column not in verdict.faults)

    @property
    def is_right(self) -> bool:
        """Whether no case has a fault."""
        return all(
            self.right[name][column] == count
            for name, count in self.cases.items()
            for column in COLUMNS
        )


def table(tally: Tally) -> str:
    """The counts by class in lines of text: cases, then those that are right in each column."""
    rows = [["class", "exit", "cases", *COLUMNS]]
    for name in sorted(tally.cases, key=list(EXITS).index):
        counts = [tally.cases[name], *(tally.right[name][column] for column in COLUMNS)]
        rows.append([name, str(int(EXITS[name])), *map(str, counts)])
    sums = [tally.cases.total(), *(sum(r[c] for r in tally.right.values()) for c in COLUMNS)]
    rows.append(["all", "", *map(str, sums)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        first, *others = (cell.rjust(w) for cell, w in zip(row, widths, strict=True))
        lines.append("  ".join([row[0].ljust(len(first)), *others]))
    return "\n".join(lines)


def corpus_alarms() -> dict[str, list[str]]:
    """The diagnostics of each book of the corpus, which should have none."""
    books = sorted(path.parent for path in (ROOT / "corpus").glob("*/book.toml"))
    return {
        book.name: [str(each) for each in diagnose(Path(os.path.relpath(book)))] for book in books
    }
