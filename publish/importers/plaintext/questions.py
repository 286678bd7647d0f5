"""Open questions of an import: headings whose levels depend on each other, and supplied titles.

A question has all its readings, so that an editor answers with a letter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from publish.importers.plaintext.bare_readings import bare_lines, readings_alone, whole_readings
from publish.importers.plaintext.candidates import Candidate
from publish.importers.plaintext.clusters import Cluster, clusters_of
from publish.importers.plaintext.contents import NO_CONTENTS, ContentsLines
from publish.importers.plaintext.decoding import SourceText
from publish.importers.plaintext.headings import NO_HEADING, RUN_IN
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.outlines import (
    WIDEST,
    excerpt,
    outline_around,
    outline_line,
    outline_with_lines,
    shortened,
)
from publish.importers.plaintext.planned import BookPlan
from publish.importers.plaintext.recovery import Recovery, recover
from publish.importers.plaintext.weights import WEIGHTS

ENCODING = "encoding"  # the key on the sheet
_MOST_SHOWN = 24  # phrases


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
    clusters = clusters_of(recovery.solution, _unplaced(recovery))
    questions = [_question(recovery, cluster) for cluster in clusters]
    contents = _contents_question(recovery)
    asked = {i for cluster in clusters for i in cluster.run}
    bare = _bare_questions(recovery, asked)
    return [*contents, *questions, *bare, *_run_in_question(recovery)]


def _contents_question(recovery: Recovery) -> Iterator[Question]:
    """Whether some lines at the start are a contents list or headings, or where the list ends."""
    found, others = recovery.passages.contents, recovery.passages.other_contents
    if not others:
        return
    text = recovery.passages.text
    recoveries = (recovery, *(recover(text, contents=each) for each in others))
    readings = (Reading({}, _whole_outline(each), each.passages.contents) for each in recoveries)
    lines = others[0] if found == NO_CONTENTS else found
    read = "text" if found == NO_CONTENTS else "a contents list"
    instead = ", or ".join(_contents_words(each, found) for each in others)
    place = f"lines {lines.first} to {lines.last}"
    yield Question(
        lines=(lines.first, lines.last),
        readings=tuple(readings),
        margin=0.0,
        reason=f"The {place} were read as {read}; {instead}, as below.",
        excerpt=excerpt(recovery, lines.first),
    )


def _contents_words(lines: ContentsLines, found: ContentsLines) -> str:
    """What else the lines of a contents list could be."""
    if lines == NO_CONTENTS:
        return "they could be headings"
    is_found = found != NO_CONTENTS
    return (
        f"the list could end at line {lines.last}" if is_found else "they could be a contents list"
    )


def _whole_outline(recovery: Recovery) -> tuple[str, ...]:
    rows = [outline_line(h.candidate, h.depth, marked=False) for h in recovery.headings]
    return shortened(rows)


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


def _bare_questions(recovery: Recovery, asked: Collection[int]) -> Iterator[Question]:
    """One question about all lines without a number that look alike, then the doubtful ones of them
    one by one; `asked` are the candidates of other questions."""
    run = bare_lines(recovery, asked)
    if run:
        found = any(recovery.solution.depths[i] for i in run)
        read, other = ("headings", "text") if found else ("text", "headings")
        reason = f"These lines have no number, and were read as {read}; they could be {other}."
        yield _bare_question(recovery, run, whole_readings(recovery, run), reason)
    for i, readings in readings_alone(recovery, run):
        reason = "One of the lines without a number; an answer here wins over that to all of them."
        yield _bare_question(recovery, [i], readings, reason)


def _bare_question(
    recovery: Recovery, run: Sequence[int], readings: Sequence[Mapping[int, int]], reason: str
) -> Question:
    lines = tuple(recovery.candidates[i].line for i in run)
    return Question(
        lines=lines,
        readings=tuple(Reading(each, _bare_outline(recovery, run, each)) for each in readings),
        margin=WEIGHTS.doubt,
        reason=reason,
        excerpt=excerpt(recovery, lines[0]),
    )


def _bare_outline(
    recovery: Recovery, run: Sequence[int], reading: Mapping[int, int]
) -> tuple[str, ...]:
    """The outline of a reading, with the lines of it that are no candidates."""
    candidates = recovery.candidates
    places = {c.line: i for i, c in enumerate(candidates)}
    depths = list(recovery.solution.depths)
    for line in reading.keys() & places.keys():
        depths[places[line]] = reading[line]
    parted = {line: depth for line, depth in reading.items() if line not in places}
    if parted:
        return outline_with_lines(recovery, depths, run, parted)
    return outline_around(candidates, depths, run)


def _run_in_question(recovery: Recovery) -> Iterator[Question]:
    """One question about all sentences that might be run-in headings."""
    lines = recovery.doubtful_run_ins
    if not lines:
        return
    words = {p.line: p.text for p in recovery.paragraphs}
    shown = [words[line].split(". ")[0][:WIDEST] for line in lines[:_MOST_SHOWN]]
    yield Question(
        lines=lines,
        readings=(
            Reading(dict.fromkeys(lines, NO_HEADING), tuple(f"→ (text) {each}" for each in shown)),
            Reading(dict.fromkeys(lines, RUN_IN), tuple(f"→ = {each}" for each in shown)),
        ),
        margin=WEIGHTS.doubt,
        reason="Short phrases begin these paragraphs; they could be run-in headings.",
        excerpt=excerpt(recovery, lines[0]),
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


def _question(recovery: Recovery, cluster: Cluster) -> Question:
    solution, candidates, run = recovery.solution, recovery.candidates, cluster.run
    other = cluster.others[0].depths
    return Question(
        lines=tuple(candidates[i].line for i in run),
        readings=tuple(
            Reading(
                {candidates[i].line: depths[i] for i in run},
                outline_around(candidates, depths, run),
            )
            for depths in (solution.depths, *(each.depths for each in cluster.others))
        ),
        margin=solution.margins[cluster.first],
        reason=_reason(candidates[run[0]], solution.depths[run[0]], other[run[0]], len(run)),
        excerpt=excerpt(recovery, candidates[run[0]].line),
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
