"""Open questions of an import: headings whose levels depend on each other, and supplied titles.

A question has all its readings, so that an editor answers with a letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from publish.importers.bookfolder.heading_names import sort_key
from publish.importers.plaintext.candidates import Candidate
from publish.importers.plaintext.contents import ContentsLines
from publish.importers.plaintext.decoding import SourceText
from publish.importers.plaintext.headings import NO_HEADING, RUN_IN
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.planned import BookPlan
from publish.importers.plaintext.recovery import Recovery, recover
from publish.importers.plaintext.search import Alternative, Solution
from publish.importers.plaintext.weights import WEIGHTS

ENCODING = "encoding"  # the key on the sheet
_CONTEXT = 2  # headings and lines shown before and after
_MOST_LINES = 24  # of one outline
_MOST_READINGS = 5  # beside the chosen one
_WIDEST = 70  # characters of a line of an outline


class Reading(NamedTuple):
    """One reading of the lines of a question: line → depth (0 for no heading), and its outline;
    `contents` are the lines of the contents list where they are asked about."""

    depths: Mapping[int, int]
    outline: tuple[str, ...]
    contents: ContentsLines | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Lines with several readings, the chosen one first; `excerpt` are the lines of the source."""

    lines: tuple[int, ...]
    readings: tuple[Reading, ...]
    margin: float
    reason: str
    excerpt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuppliedTitle:
    """A title that the importer supplied because the source has none; `key` identifies it on the
    sheet (`title`, `container 1` …)."""

    key: str
    text: str
    reason: str


def hierarchy_questions(recovery: Recovery) -> list[Question]:
    """The open questions about the contents list, about headings, those with the most lines first,
    and about run-ins."""
    clusters = _clusters(recovery.solution, _unplaced(recovery))
    questions = [_question(recovery, cluster) for cluster in clusters]
    contents = _contents_question(recovery)
    return [*contents, *questions, *_series_question(recovery), *_run_in_question(recovery)]


def _contents_question(recovery: Recovery) -> Iterator[Question]:
    """Whether some lines at the start are a contents list or headings, with what follows."""
    found, other = recovery.passages.contents, recovery.passages.other_contents
    if other is None:
        return
    lines = max(found, other)
    recoveries = (recovery, recover(recovery.passages.text, contents=other))
    readings = (Reading({}, _whole_outline(each), each.passages.contents) for each in recoveries)
    place = f"lines {lines.first} to {lines.last}"
    read, instead = (
        ("a contents list", "headings") if found == lines else ("text", "a contents list")
    )
    yield Question(
        lines=(lines.first, lines.last),
        readings=tuple(readings),
        margin=0.0,
        reason=f"The {place} were read as {read}; they could be {instead}, as below.",
        excerpt=_excerpt(recovery, lines.first),
    )


def _whole_outline(recovery: Recovery) -> tuple[str, ...]:
    rows = [_outline_line(h.candidate, h.depth, marked=False) for h in recovery.headings]
    return _shortened(rows)


@dataclass(slots=True)
class _Cluster:
    """Doubtful candidates whose readings overlap: `first` is the one with the largest run."""

    first: int
    run: list[int]
    others: list[Alternative]

    def take(self, alternative: Alternative) -> None:
        """Add a reading that changes candidates of the cluster."""
        changed = self.restricted(alternative)
        if len(self.others) < _MOST_READINGS and all(
            self.restricted(each) != changed for each in self.others
        ):
            self.others.append(alternative)

    def restricted(self, alternative: Alternative) -> tuple[int, ...]:
        """The depths of the cluster's candidates in a reading."""
        return tuple(alternative.depths[i] for i in self.run)


def _unplaced(recovery: Recovery) -> list[int]:
    """The entries of a contents list that have neither a number nor a text, if they are doubtful
    or nothing tells their level."""
    others = recovery.solution.others
    return [
        i
        for i, candidate in enumerate(recovery.candidates)
        if candidate.block is None
        and not candidate.readings
        and (others[i] or (candidate.is_unplaced and candidate.line not in recovery.pinned))
    ]


def _on_each_level(solution: Solution, index: int) -> _Cluster:
    """The readings of one candidate on each level of the book, whatever becomes of the others."""
    depths = solution.depths
    levels = (d for d in range(1, max(depths) + 1) if d != depths[index])
    return _Cluster(
        index,
        [index],
        [Alternative(0.0, (*depths[:index], d, *depths[index + 1 :])) for d in levels],
    )


def _clusters(solution: Solution, unplaced: Sequence[int]) -> list[_Cluster]:
    """The doubtful candidates, grouped by what flips together in their best other readings; each
    unplaced one is asked about by itself."""
    alone = [_on_each_level(solution, i) for i in unplaced]
    doubtful = [i for i, others in enumerate(solution.others) if others and i not in set(unplaced)]
    runs = {i: _differing(solution.depths, solution.others[i][0].depths) for i in doubtful}
    order = sorted(doubtful, key=lambda i: (-len(runs[i]), solution.margins[i], i))
    clusters: list[_Cluster] = []
    owner: dict[int, _Cluster] = {}
    for i in order:
        cluster = owner.get(i)
        if cluster is None:
            cluster = _Cluster(i, runs[i], [])
            clusters.append(cluster)
            owner.update((j, cluster) for j in runs[i])
        for alternative in solution.others[i]:
            changed = _differing(solution.depths, alternative.depths)
            if set(changed) <= set(cluster.run):
                cluster.take(alternative)
            elif i == cluster.first and all(owner.get(j, cluster) is cluster for j in changed):
                cluster.run = sorted({*cluster.run, *changed})
                owner.update((j, cluster) for j in changed)
                cluster.take(alternative)
    return [*clusters, *(cluster for cluster in alone if cluster.others)]


def _series_question(recovery: Recovery) -> Iterator[Question]:
    """One question about all lines without a number that might be headings: below the numbered ones
    before them, or of a text without numbers."""
    candidates, depths = recovery.candidates, recovery.solution.depths
    possible = recovery.possible_series - recovery.pinned
    numbered = any(c.readings for c in candidates)
    run = [i for i, c in enumerate(candidates) if not depths[i] and c.line in possible]
    run = [i for i in run if not numbered or _depth_above(depths, i)]
    if not run:
        return
    levels = {i: _depth_above(depths, i) + 1 for i in run}
    words = [sort_key(candidates[i].title) for i in run]
    single = [i for i, key in zip(run, words, strict=True) if words.count(key) == 1]
    parts = [run, single, [i for i in run if i not in set(single)]]
    readings = [depths, *(_with_levels(depths, part, levels) for part in parts if part)]
    yield Question(
        lines=tuple(candidates[i].line for i in run),
        readings=tuple(
            Reading({candidates[i].line: each[i] for i in run}, _outline(candidates, each, run))
            for each in dict.fromkeys(readings)
        ),
        margin=WEIGHTS.doubt,
        reason="These lines have no number, and were read as text; they could be headings.",
        excerpt=_excerpt(recovery, candidates[run[0]].line),
    )


def _depth_above(depths: Sequence[int], index: int) -> int:
    return next((depth for depth in reversed(depths[:index]) if depth), 0)


def _with_levels(
    depths: Sequence[int], lines: Sequence[int], levels: Mapping[int, int]
) -> tuple[int, ...]:
    changed = set(lines)
    return tuple(levels[i] if i in changed else depth for i, depth in enumerate(depths))


def _run_in_question(recovery: Recovery) -> Iterator[Question]:
    """One question about all sentences that might be run-in headings."""
    lines = recovery.doubtful_run_ins
    if not lines:
        return
    words = {p.line: p.text for p in recovery.paragraphs}
    shown = [words[line].split(". ")[0][:_WIDEST] for line in lines[:_MOST_LINES]]
    yield Question(
        lines=lines,
        readings=(
            Reading(dict.fromkeys(lines, NO_HEADING), tuple(f"→ (text) {each}" for each in shown)),
            Reading(dict.fromkeys(lines, RUN_IN), tuple(f"→ = {each}" for each in shown)),
        ),
        margin=WEIGHTS.doubt,
        reason="Short phrases begin these paragraphs; they could be run-in headings.",
        excerpt=_excerpt(recovery, lines[0]),
    )


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


def _differing(depths: Sequence[int], other: Sequence[int]) -> list[int]:
    return [i for i, depth in enumerate(depths) if other[i] != depth]


def _question(recovery: Recovery, cluster: _Cluster) -> Question:
    solution, candidates, run = recovery.solution, recovery.candidates, cluster.run
    other = cluster.others[0].depths
    return Question(
        lines=tuple(candidates[i].line for i in run),
        readings=tuple(
            Reading({candidates[i].line: depths[i] for i in run}, _outline(candidates, depths, run))
            for depths in (solution.depths, *(each.depths for each in cluster.others))
        ),
        margin=solution.margins[cluster.first],
        reason=_reason(candidates[run[0]], solution.depths[run[0]], other[run[0]], len(run)),
        excerpt=_excerpt(recovery, candidates[run[0]].line),
    )


def _reason(candidate: Candidate, chosen: int, other: int, size: int) -> str:
    more = f", and {size - 1} more would follow it" if size > 1 else ""
    if not candidate.readings:
        place = f"on level {chosen}" if chosen else "as text"
        instead = f"on level {other}" if other else "as text"
        return f"It has no number; it was read {place} and could be read {instead}{more}."
    number = candidate.readings[0].value // UNIT
    if chosen == other:
        return f"Its number {number} stays on level {chosen}{more}."
    if not other:
        return f"Its number {number} could also be that of a list item{more}."
    if not chosen:
        return f"It was read as a list item; its number {number} also fits level {other}{more}."
    return f"Its number {number} fits the count on level {chosen} and on level {other}{more}."


def _outline(
    candidates: Sequence[Candidate], depths: Sequence[int], run: Sequence[int]
) -> tuple[str, ...]:
    first, last = max(0, run[0] - _CONTEXT), min(len(depths), run[-1] + _CONTEXT + 1)
    shown = [i for i in range(first, last) if depths[i] or i in run]
    return _shortened([_outline_line(candidates[i], depths[i], marked=i in run) for i in shown])


def _shortened(lines: Sequence[str]) -> tuple[str, ...]:
    if len(lines) > _MOST_LINES:
        half = _MOST_LINES // 2
        lines = [*lines[:half], f"    … {len(lines) - 2 * half} more", *lines[-half:]]
    return tuple(lines)


def _outline_line(candidate: Candidate, depth: int, *, marked: bool) -> str:
    text = candidate.source.text
    short = text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
    arrow = "→" if marked else " "
    return f"{arrow} {'    ' * (depth - 1)}{short}" if depth else f"{arrow} (text) {short}"


def _excerpt(recovery: Recovery, number: int) -> tuple[str, ...]:
    full = [line for line in recovery.passages.lines if not line.is_blank]
    at = next((i for i, line in enumerate(full) if line.number == number), 0)
    shown = full[max(0, at - _CONTEXT) : at + _CONTEXT + 1]
    return tuple(
        f"{'→' if line.number == number else ' '}{line.number:>6} | {line.raw.strip()[:90]}"
        for line in shown
    )
