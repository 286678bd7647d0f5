"""What the importer does not know: runs of headings that flip together, and what it had to supply.

A question holds both readings, so that an editor answers with a letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publish.importers.plaintext.candidates import Candidate
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.plan import Plan
from publish.importers.plaintext.recovery import Recovery
from publish.importers.plaintext.weights import WEIGHTS

_AROUND = 2  # headings and lines shown before and behind
_MOST_DRAWN = 24  # lines of one drawing


@dataclass(frozen=True, slots=True)
class Question:
    """A run of lines with two readings (line → depth, 0 for no heading): the one chosen, and the
    next best. `drawn_a` and `drawn_b` are the two as small outlines; `around` the source lines."""

    lines: tuple[int, ...]
    chosen: Mapping[int, int]
    other: Mapping[int, int]
    margin: float
    why: str
    drawn_a: tuple[str, ...]
    drawn_b: tuple[str, ...]
    around: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Supplied:
    """A title that the source does not have and the importer put in its place; `key` names it on
    the sheet (`title`, `container 1` …)."""

    key: str
    text: str
    why: str


def hierarchy_questions(recovery: Recovery) -> list[Question]:
    """The open questions about headings, the most harmful first."""
    solution = recovery.solution
    doubtful = [i for i, margin in enumerate(solution.margins) if margin < WEIGHTS.doubt]
    runs = {i: _run(solution.depths, solution.others[i]) for i in doubtful}
    order = sorted(doubtful, key=lambda i: (-len(runs[i]), solution.margins[i], i))
    asked: list[Question] = []
    covered: set[int] = set()
    for i in order:
        if i not in covered:
            covered.update(runs[i])
            asked.append(_question(recovery, i, runs[i]))
    return asked


def supplied_titles(plan: Plan, settled: frozenset[str]) -> list[Supplied]:
    """The titles that the importer supplied and no editor has confirmed."""
    made: list[Supplied] = []
    if plan.title_supplied:
        why = "the text has no title; its first words stand in"
        made.append(Supplied("title", plan.title, why))
    why = "the text has no headings of its own; a section around it holds its run-in headings"
    containers = [e for e in plan.walk() if e.supplied and e.title is not None]
    for depth, entry in enumerate(containers, 1):
        made.append(Supplied(f"container {depth}", entry.title or "", why))
    return [each for each in made if each.key not in settled]


def _run(depths: Sequence[int], other: Sequence[int] | None) -> tuple[int, ...]:
    return tuple(i for i, depth in enumerate(depths) if other is not None and other[i] != depth)


def _question(recovery: Recovery, index: int, run: tuple[int, ...]) -> Question:
    solution, candidates = recovery.solution, recovery.candidates
    other = solution.others[index] or solution.depths
    return Question(
        lines=tuple(candidates[i].line for i in run),
        chosen={candidates[i].line: solution.depths[i] for i in run},
        other={candidates[i].line: other[i] for i in run},
        margin=solution.margins[index],
        why=_why(candidates[run[0]], solution.depths[run[0]], other[run[0]], len(run)),
        drawn_a=_drawn(candidates, solution.depths, run),
        drawn_b=_drawn(candidates, other, run),
        around=_around(recovery, candidates[run[0]].line),
    )


def _why(candidate: Candidate, chosen: int, other: int, size: int) -> str:
    more = f", and {size - 1} more would follow it" if size > 1 else ""
    if not candidate.readings:
        place = f"on level {chosen}" if chosen else "as text"
        instead = f"on level {other}" if other else "as text"
        return f"It has no number; it was read {place} and could be read {instead}{more}."
    number = candidate.readings[0].value // UNIT
    if not other:
        return f"Its number {number} could also count an item of a list{more}."
    if not chosen:
        return (
            f"It was read as an item of a list; its number {number} also fits level {other}{more}."
        )
    return f"Its number {number} fits the count on level {chosen} and on level {other}{more}."


def _drawn(
    candidates: Sequence[Candidate], depths: Sequence[int], run: tuple[int, ...]
) -> tuple[str, ...]:
    first, last = max(0, run[0] - _AROUND), min(len(depths), run[-1] + _AROUND + 1)
    shown = [i for i in range(first, last) if depths[i] or i in run]
    lines = [_draw_line(candidates[i], depths[i], marked=i in run) for i in shown]
    if len(lines) > _MOST_DRAWN:
        half = _MOST_DRAWN // 2
        lines = [*lines[:half], f"    … {len(lines) - 2 * half} more", *lines[-half:]]
    return tuple(lines)


def _draw_line(candidate: Candidate, depth: int, *, marked: bool) -> str:
    text = candidate.source.text
    short = text if len(text) <= 70 else text[:69] + "…"
    arrow = "→" if marked else " "
    return f"{arrow} {'    ' * (depth - 1)}{short}" if depth else f"{arrow} (text) {short}"


def _around(recovery: Recovery, number: int) -> tuple[str, ...]:
    full = [line for line in recovery.lines if not line.blank]
    at = next((i for i, line in enumerate(full) if line.number == number), 0)
    shown = full[max(0, at - _AROUND) : at + _AROUND + 1]
    return tuple(
        f"{'→' if line.number == number else ' '}{line.number:>6} | {line.raw.strip()[:90]}"
        for line in shown
    )
