"""The account of the source: every character stands in one span, and every span has a role.

The spans of all roles, joined, are the input again; the report prints the sums, and a text whose
account does not close is never written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from publish.importers.plaintext.blocks import Block, Line


class SpanRole(StrEnum):
    """What a stretch of the source is."""

    TITLE = "title"
    ISSUER = "issuer"
    DATE = "date"
    DATELINE = "dateline"
    FRONT = "front"
    FURNITURE = "furniture"
    CONTENTS = "contents"
    HEADING = "heading"
    RUN_IN = "run-in heading"
    BODY = "body"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the source (`end` not included) and what they are."""

    start: int
    end: int
    role: SpanRole


@dataclass(slots=True)
class Ledger:
    """Collects the roles of lines while they are found; `close` makes the account."""

    roles: dict[int, SpanRole] = field(default_factory=dict)
    cuts: dict[int, int] = field(default_factory=dict)

    def mark(self, blocks: Iterable[Block], role: SpanRole) -> None:
        """Book all lines of some blocks under a role, in place of what they had."""
        for block in blocks:
            self.mark_lines(block.lines, role)

    def mark_lines(self, lines: Iterable[Line], role: SpanRole) -> None:
        """Book lines under a role."""
        self.roles.update((line.number, role) for line in lines)

    def run_in(self, lines: Sequence[Line], length: int) -> None:
        """Book the first `length` characters of a paragraph (white space not counted) as run-in."""
        for line in lines:
            solid = [i for i, sign in enumerate(line.raw) if not sign.isspace()]
            if length < len(solid):
                self.cuts[line.number] = solid[length] if length else 0
                return
            self.cuts[line.number] = len(line.raw)
            length -= len(solid)

    def close(self, lines: Sequence[Line]) -> tuple[Span, ...]:
        """The spans in the order of the text; what holds text and nobody booked is body."""
        spans: list[Span] = []
        for line in lines:
            for span in self._of_line(line):
                if span.start == span.end:
                    continue
                if spans and spans[-1].role is span.role:
                    span = Span(spans.pop().start, span.end, span.role)
                spans.append(span)
        return tuple(spans)

    def _of_line(self, line: Line) -> tuple[Span, ...]:
        if line.blank:
            return (Span(line.start, line.end, SpanRole.BLANK),)
        role = self.roles.get(line.number, SpanRole.BODY)
        cut = line.start + self.cuts.get(line.number, 0)
        return (Span(line.start, cut, SpanRole.RUN_IN), Span(cut, line.end, role))


def totals(spans: Iterable[Span]) -> dict[str, int]:
    """Characters by role, the roles that occur, in the order of their definition."""
    sums: Counter[SpanRole] = Counter()
    for span in spans:
        sums[span.role] += span.end - span.start
    return {role: sums[role] for role in SpanRole if sums[role]}
