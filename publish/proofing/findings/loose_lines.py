"""Lines whose spaces are much wider than the face's own."""

from __future__ import annotations

from collections.abc import Iterator

from publish.proofing.evidence import Evidence
from publish.proofing.facts import Finding, Weight

LOOSE, VERY_LOOSE = 1.5, 2.0  # times the face's own space


def find_loose_lines(evidence: Evidence) -> Iterator[Finding]:
    """The lines that fill the measure with spaces over one and a half times the face's."""
    layout = evidence.layout
    for line in layout.justified:
        times = line.gap / layout.setting.space
        if times > LOOSE:
            weight = Weight.NOTABLE if times > VERY_LOOSE else Weight.SLIGHT
            message = f"spaces of {times:.1f} times the face’s own"
            yield evidence.of_line("loose-line", weight, line, message, amount=times)
