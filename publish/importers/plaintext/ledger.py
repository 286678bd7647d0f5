"""The account of the source: every character is in one span, and every span has a role.

All spans joined are the input again; the report prints the totals by role.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from publish.importers.plaintext.blocks import Block, Line


class SpanRole(StrEnum):
    """The role of a passage of the source."""

    TITLE = "title"
    ISSUER = "issuer"
    DATE = "date"
    DATELINE = "dateline"
    FRONT = "front"
    FURNITURE = "furniture"
    ARCHIVE = "pages of an archive"
    CONTENTS = "contents"
    HEADING = "heading"
    RUN_IN = "run-in heading"
    BODY = "body"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the source (`end` excluded) and their role."""

    start: int
    end: int
    role: SpanRole


@dataclass(slots=True)
class Ledger:
    """Collects the roles of lines as they are recognized; `close` returns the account."""

    roles: dict[int, SpanRole] = field(default_factory=dict)
    cuts: dict[int, int] = field(default_factory=dict)

    def mark(self, blocks: Iterable[Block], role: SpanRole) -> None:
        """Assign a role to all lines of some blocks, replacing an earlier one."""
        for block in blocks:
            self.mark_lines(block.lines, role)

    def mark_lines(self, lines: Iterable[Line], role: SpanRole) -> None:
        """Assign a role to lines."""
        self.roles.update((line.number, role) for line in lines)

    def run_in(self, lines: Sequence[Line], length: int) -> None:
        """Mark the first `length` characters of a paragraph (without white space) as run-in."""
        for line in lines:
            printed = [i for i, character in enumerate(line.raw) if not character.isspace()]
            if length < len(printed):
                self.cuts[line.number] = printed[length] if length else 0
                return
            self.cuts[line.number] = len(line.raw)
            length -= len(printed)

    def close(self, lines: Sequence[Line]) -> tuple[Span, ...]:
        """The spans in the order of the text; text without an assigned role is body."""
        spans: list[Span] = []
        for line in lines:
            for span in self._line_spans(line):
                if span.start == span.end:
                    continue
                if spans and spans[-1].role is span.role:
                    span = Span(spans.pop().start, span.end, span.role)
                spans.append(span)
        return tuple(spans)

    def _line_spans(self, line: Line) -> tuple[Span, ...]:
        if line.is_blank:
            return (Span(line.start, line.end, SpanRole.BLANK),)
        role = self.roles.get(line.number, SpanRole.BODY)
        cut = line.start + self.cuts.get(line.number, 0)
        return (Span(line.start, cut, SpanRole.RUN_IN), Span(cut, line.end, role))


def totals(spans: Iterable[Span]) -> dict[str, int]:
    """The number of characters by role, for the roles that occur, in the order of `SpanRole`."""
    sums: Counter[SpanRole] = Counter()
    for span in spans:
        sums[span.role] += span.end - span.start
    return {role: sums[role] for role in SpanRole if sums[role]}
