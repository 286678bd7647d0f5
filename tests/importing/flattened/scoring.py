"""Compares a reading with the book that was drawn: exact, offered, right if answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.importers.plaintext.contents import ContentsLines
from publish.importers.plaintext.questions import hierarchy_questions
from publish.importers.plaintext.recovery import Contradiction, Recovery, recover
from tests.importing.flattened.flattening import Case

RUN_IN = -1


@dataclass(frozen=True)
class Score:
    """The score of one case; `hits`, `read` and `drawn` are counts of headings."""

    case: Case
    exact: bool
    offered: bool
    answered: bool
    whole: bool
    questions: int
    hits: int
    read: int
    drawn: int
    reason: str


def score(case: Case) -> Score:
    """Read a case, and again with its questions answered by the truth."""
    recovery = recover(case.text)
    got, truth = outline(recovery), _truth(case)
    exact = _same(got, truth)
    hits = sum((Counter(got) & Counter(truth)).values())
    questions = len(hierarchy_questions(recovery))
    offered = exact or _same(outline(_answered(case, recovery, letters=True)), truth)
    answered = exact or offered or _same(outline(_answered(case, recovery, letters=False)), truth)
    whole = "".join(case.text[s.start : s.end] for s in recovery.spans) == case.text
    return Score(
        case, exact, offered, answered, whole, questions, hits, len(got), len(truth),
        "" if exact else difference(got, truth),
    )  # fmt: skip


def _same(got: Sequence[tuple[int, str]], truth: Sequence[tuple[int, str]]) -> bool:
    heads = [each for each in got if each[0] > 0] == [each for each in truth if each[0] > 0]
    return heads and sorted(got) == sorted(truth)


def outline(recovery: Recovery) -> list[tuple[int, str]]:
    """The recovered headings as depth and title, then the run-in ones."""
    rows = [(heading.depth, heading.title) for heading in recovery.headings]
    return rows + [(RUN_IN, p.run_in) for p in recovery.paragraphs if p.run_in]


def _truth(case: Case) -> list[tuple[int, str]]:
    return [*case.truth, *((RUN_IN, head) for head in case.run_ins)]


def _answered(case: Case, recovery: Recovery, *, letters: bool) -> Recovery:
    """The reading with the questions answered, and those that the answers raise."""
    pins: dict[int, int] = {}
    contents = _contents(case, recovery)
    for _ in range(4):
        new = dict(_letters(case, recovery) if letters else _depths(case, recovery))
        if all(line in pins for line in new) and contents == recovery.passages.contents:
            break
        pins = {**new, **pins}
        try:
            recovery = recover(case.text, pins, contents)
        except Contradiction:
            break
    return recovery


def _contents(case: Case, recovery: Recovery) -> ContentsLines:
    """The lines of the contents list: those of the reading that is nearest to the truth."""
    truth = Counter(_truth(case))
    choices = [recovery.passages.contents, *recovery.passages.other_contents]
    read = {lines: outline(recover(case.text, contents=lines)) for lines in choices}

    def nearness(lines: ContentsLines) -> int:
        return 2 * sum((Counter(read[lines]) & truth).values()) - len(read[lines])

    return max(read, key=nearness)


def _letters(case: Case, recovery: Recovery) -> Iterator[tuple[int, int]]:
    """The reading of each question that agrees with the truth, where one does."""
    truth = _true_depths(case, recovery)
    for question in hierarchy_questions(recovery):
        for reading in question.readings:
            if all(truth.get(line, 0) == depth for line, depth in reading.depths.items()):
                yield from reading.depths.items()


def _depths(case: Case, recovery: Recovery) -> Iterator[tuple[int, int]]:
    truth = _true_depths(case, recovery)
    for question in hierarchy_questions(recovery):
        lines = question.readings[0].depths
        yield from ((line, truth.get(line, 0)) for line in lines)


def _true_depths(case: Case, recovery: Recovery) -> dict[int, int]:
    """The true depth of each candidate's line, titles matched in order."""
    depths: dict[int, int] = {}
    at = 0
    for candidate in recovery.candidates:
        titles = {candidate.title, candidate.source.text, *(r.title for r in candidate.readings)}
        for i in range(at, len(case.truth)):
            if case.truth[i][1] in titles:
                depths[candidate.line], at = case.truth[i][0], i + 1
                break
    for paragraph in recovery.paragraphs:
        if any(paragraph.text.startswith(head) for head in case.run_ins):
            depths.setdefault(paragraph.line, RUN_IN)
    return depths


def difference(got: Sequence[tuple[int, str]], truth: Sequence[tuple[int, str]]) -> str:
    """The first difference of two outlines."""
    for i, (a, b) in enumerate(zip(got, truth, strict=False)):
        if a != b:
            return f"heading {i + 1}: read {a}, is {b}"
    more, extra = ("read", got) if len(got) > len(truth) else ("is", truth)
    return f"only {more}: {extra[min(len(got), len(truth))]}"


def share(scores: Sequence[Score], name: str) -> float:
    """The share of scores with a property; 1 without scores."""
    return sum(bool(getattr(s, name)) for s in scores) / len(scores) if scores else 1.0


def f1(scores: Sequence[Score]) -> float:
    """The harmonic mean of precision and recall over all headings."""
    return 2 * sum(s.hits for s in scores) / sum(s.read + s.drawn for s in scores)


def _offered(scores: Sequence[Score]) -> float:
    return share([s for s in scores if not s.exact], "offered")


def table(scores: Sequence[Score]) -> str:
    """The scores by kind, and each wrong case with its first difference."""
    rows = [f"{'kind':<28} {'cases':>5} {'exact':>6} {'F1':>6} {'offered':>7} {'answered':>8}"]
    kinds = dict.fromkeys(s.case.kind.split()[0] for s in scores)
    for kind in (*kinds, ""):
        group = [s for s in scores if s.case.kind.startswith(kind)]
        rows.append(
            f"{kind or 'all':<28} {len(group):>5} {share(group, 'exact'):>6.1%} {f1(group):>6.3f} "
            f"{_offered(group):>7.0%} {share(group, 'answered'):>8.1%}"
        )
    for s in scores:
        if not s.exact:
            marks = f"{'offered' if s.offered else 'NOT offered'}, {s.questions} questions"
            after = "answered" if s.answered else "NOT answered"
            rows.append(
                f"  {s.case.kind} {s.case.code} {s.case.seed}: {s.reason} [{marks}, {after}]"
            )
    return "\n".join(rows)
