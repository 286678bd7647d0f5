"""Open questions of an import: headings whose levels depend on each other, and supplied titles.

A question has both readings, so that an editor answers with a letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publish.importers.plaintext.candidates import Candidate
from publish.importers.plaintext.decoding import SourceText
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.planned import BookPlan
from publish.importers.plaintext.recovery import Recovery
from publish.importers.plaintext.weights import WEIGHTS

ENCODING = "encoding"  # the key on the sheet
_CONTEXT = 2  # headings and lines shown before and after
_MOST_LINES = 24  # of one outline


@dataclass(frozen=True, slots=True)
class Question:
    """Lines with two readings (line → depth, 0 for no heading), the chosen one and the next best;
    both as small outlines `outline_a` and `outline_b`; `excerpt` are the lines of the source."""

    lines: tuple[int, ...]
    chosen: Mapping[int, int]
    other: Mapping[int, int]
    margin: float
    reason: str
    outline_a: tuple[str, ...]
    outline_b: tuple[str, ...]
    excerpt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuppliedTitle:
    """A title that the importer supplied because the source has none; `key` identifies it on the
    sheet (`title`, `container 1` …)."""

    key: str
    text: str
    reason: str


def hierarchy_questions(recovery: Recovery) -> list[Question]:
    """The open questions about headings, those with the most lines first."""
    solution = recovery.solution
    doubtful = [i for i, margin in enumerate(solution.margins) if margin < WEIGHTS.doubt]
    runs = {i: _differing(solution.depths, solution.others[i]) for i in doubtful}
    order = sorted(doubtful, key=lambda i: (-len(runs[i]), solution.margins[i], i))
    questions: list[Question] = []
    covered: set[int] = set()
    for i in order:
        if i not in covered:
            covered.update(runs[i])
            questions.append(_question(recovery, i, runs[i]))
    return questions


def unconfirmed_encoding(text: SourceText, confirmed: frozenset[str]) -> list[SuppliedTitle]:
    """The encoding of the source if it was guessed and no editor has confirmed it."""
    if not text.guessed or ENCODING in confirmed:
        return []
    others = f"; {' and '.join(text.others)} fit as well" if text.others else ""
    reason = f"the file is not UTF-8, and its encoding was guessed{others}"
    return [SuppliedTitle(ENCODING, text.encoding, reason)]


def unconfirmed_titles(plan: BookPlan, confirmed: frozenset[str]) -> list[SuppliedTitle]:
    """The titles that the importer supplied and no editor has confirmed."""
    supplied: list[SuppliedTitle] = []
    if plan.title_supplied:
        reason = "the text has no title; its first words are used"
        supplied.append(SuppliedTitle("title", plan.title, reason))
    reason = "the text has no headings; a section around it contains its run-in headings"
    for depth, title in enumerate(plan.container_titles, 1):
        supplied.append(SuppliedTitle(f"container {depth}", title, reason))
    return [each for each in supplied if each.key not in confirmed]


def _differing(depths: Sequence[int], other: Sequence[int] | None) -> tuple[int, ...]:
    return tuple(i for i, depth in enumerate(depths) if other is not None and other[i] != depth)


def _question(recovery: Recovery, index: int, run: tuple[int, ...]) -> Question:
    solution, candidates = recovery.solution, recovery.candidates
    other = solution.others[index] or solution.depths
    return Question(
        lines=tuple(candidates[i].line for i in run),
        chosen={candidates[i].line: solution.depths[i] for i in run},
        other={candidates[i].line: other[i] for i in run},
        margin=solution.margins[index],
        reason=_reason(candidates[run[0]], solution.depths[run[0]], other[run[0]], len(run)),
        outline_a=_outline(candidates, solution.depths, run),
        outline_b=_outline(candidates, other, run),
        excerpt=_excerpt(recovery, candidates[run[0]].line),
    )


def _reason(candidate: Candidate, chosen: int, other: int, size: int) -> str:
    more = f", and {size - 1} more would follow it" if size > 1 else ""
    if not candidate.readings:
        place = f"on level {chosen}" if chosen else "as text"
        instead = f"on level {other}" if other else "as text"
        return f"It has no number; it was read {place} and could be read {instead}{more}."
    number = candidate.readings[0].value // UNIT
    if not other:
        return f"Its number {number} could also be that of a list item{more}."
    if not chosen:
        return f"It was read as a list item; its number {number} also fits level {other}{more}."
    return f"Its number {number} fits the count on level {chosen} and on level {other}{more}."


def _outline(
    candidates: Sequence[Candidate], depths: Sequence[int], run: tuple[int, ...]
) -> tuple[str, ...]:
    first, last = max(0, run[0] - _CONTEXT), min(len(depths), run[-1] + _CONTEXT + 1)
    shown = [i for i in range(first, last) if depths[i] or i in run]
    lines = [_outline_line(candidates[i], depths[i], marked=i in run) for i in shown]
    if len(lines) > _MOST_LINES:
        half = _MOST_LINES // 2
        lines = [*lines[:half], f"    … {len(lines) - 2 * half} more", *lines[-half:]]
    return tuple(lines)


def _outline_line(candidate: Candidate, depth: int, *, marked: bool) -> str:
    text = candidate.source.text
    short = text if len(text) <= 70 else text[:69] + "…"
    arrow = "→" if marked else " "
    return f"{arrow} {'    ' * (depth - 1)}{short}" if depth else f"{arrow} (text) {short}"


def _excerpt(recovery: Recovery, number: int) -> tuple[str, ...]:
    full = [line for line in recovery.lines if not line.is_blank]
    at = next((i for i, line in enumerate(full) if line.number == number), 0)
    shown = full[max(0, at - _CONTEXT) : at + _CONTEXT + 1]
    return tuple(
        f"{'→' if line.number == number else ' '}{line.number:>6} | {line.raw.strip()[:90]}"
        for line in shown
    )
