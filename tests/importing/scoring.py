"""Scores readings of generated books: exact, questioned, and right after the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publish.importers.plaintext.questions import hierarchy_questions
from publish.importers.plaintext.recovery import Recovery, recover
from tests.importing.books import Case

Outline = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Score:
    """The score of one case; `reason` is the first difference of a wrong one."""

    case: Case
    exact: bool
    questions: int
    decided: bool
    whole: bool
    reason: str


def score(case: Case) -> Score:
    """Read a case, and read it again with its questions answered by the truth."""
    recovery = recover(case.text)
    whole = "".join(case.text[s.start : s.end] for s in recovery.spans) == case.text
    got = outline(recovery)
    exact = got == case.truth
    questions = hierarchy_questions(recovery)
    decided = exact
    if not exact and questions:
        decided = outline(_answered(case, recovery)) == case.truth
    return Score(case, exact, len(questions), decided, whole, difference(got, case.truth))


def outline(recovery: Recovery) -> Outline:
    """The recovered headings, as depth and title."""
    return tuple((heading.depth, heading.title) for heading in recovery.headings)


def _answered(case: Case, recovery: Recovery) -> Recovery:
    """Answer the questions, and those that the answers raise."""
    truth = _true_depths(case, recovery)
    pins: dict[int, int] = {}
    for _ in range(2):
        lines = {
            line
            for question in hierarchy_questions(recovery)
            for line in question.readings[0].depths
        }
        new = {line: truth.get(line, 0) for line in lines if line not in pins}
        if not new:
            break
        pins.update(new)
        recovery = recover(case.text, pins)
    return recovery


def _true_depths(case: Case, recovery: Recovery) -> dict[int, int]:
    """The true depth of each candidate's line, titles matched in order."""
    depths: dict[int, int] = {}
    at = 0
    for candidate in recovery.candidates:
        titles = {candidate.title, *(r.title for r in candidate.readings)}
        for i in range(at, len(case.truth)):
            if case.truth[i][1] in titles:
                depths[candidate.line], at = case.truth[i][0], i + 1
                break
    return depths


def difference(got: Outline, truth: Outline) -> str:
    """The first difference of two outlines."""
    for i, (a, b) in enumerate(zip(got, truth, strict=False)):
        if a != b:
            return f"heading {i + 1}: read {a}, is {b}"
    if len(got) != len(truth):
        more, extra = ("read", got) if len(got) > len(truth) else ("is", truth)
        return f"only {more}: {extra[min(len(got), len(truth))]}"
    return ""


def table(scores: Sequence[Score]) -> str:
    """The scores by kind, and every wrong case with its reason."""
    rows = [f"{'kind':<28} {'cases':>5} {'exact':>6} {'doubts':>6} {'answered':>8}"]
    for kind in dict.fromkeys(s.case.kind for s in scores):
        group = [s for s in scores if s.case.kind == kind]
        exact, decided = (100 * share(group, name) for name in ("exact", "decided"))
        questions = sum(bool(s.questions) for s in group)
        rows.append(f"{kind:<28} {len(group):>5} {exact:>5.1f}% {questions:>6} {decided:>7.1f}%")
    for s in scores:
        if not s.exact:
            mark = "questioned" if s.questions else "NOT questioned"
            after = "decided" if s.decided else "not decided"
            rows.append(f"  wrong: {s.case.kind} #{s.case.seed}: {s.reason} [{mark}, {after}]")
    return "\n".join(rows)


def share(scores: Sequence[Score], name: str) -> float:
    """The share of scores with a property; 1 without scores."""
    return sum(bool(getattr(s, name)) for s in scores) / len(scores) if scores else 1.0
