"""The review sheet: the questions, and an outline that an editor may change.

Its last part repeats what was proposed, so that the reader of the answers sees what was changed
and pins that alone; everything else is solved anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from publish.importers.plaintext.candidates import Candidate
from publish.importers.plaintext.plan import Plan
from publish.importers.plaintext.questions import Question, Supplied
from publish.importers.plaintext.recovery import NO_HEADING, RUN_IN, Recovery

OUTLINE = "## Outline"
PROPOSED = "## As proposed (leave this part alone)"
_SURE = 4.0  # a refused line with a larger margin is no heading in any reader's eyes

_HOW_TO = """\
Two ways to answer: put `A` or `B` in place of the `?` of a question, or change the outline below.
Then run the import again with `--answers` and this sheet. What you decide is kept, what depends on
it is found anew, and what you leave alone stays as it is.

In the outline each line is: the line of the source, a sign, the words.
`#`, `##`, `###` … is a heading of level 1, 2, 3 …; `-` is no heading, the line belongs to
the text above; `=` is a run-in heading, the first sentence of its paragraph. Change the sign to
change the reading; a line of the source that is not listed may be added. `!` before a line says:
settled."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the sheet shows; `pins` are the lines that an editor has settled, `settled` the keys
    of the titles he has confirmed."""

    recovery: Recovery
    plan: Plan
    source: str
    sha256: str
    questions: Sequence[Question]
    supplied: Sequence[Supplied]
    pins: Mapping[int, int]
    settled: frozenset[str]

    @property
    def open(self) -> int:
        """How many questions wait for an answer."""
        return len(self.questions) + len(self.supplied)


def write_sheet(sheet: Sheet) -> str:
    """The sheet as text; the same sheet gives the same text."""
    return "\n".join(_lines(sheet)).rstrip() + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"# Review of the import of {sheet.source}"
    yield ""
    yield _count(sheet.open)
    yield ""
    yield _HOW_TO
    yield ""
    yield "## Questions"
    yield ""
    if not sheet.open:
        yield "None."
        yield ""
    for number, question in enumerate(sheet.questions, 1):
        yield from _question(number, question)
    for each in sheet.supplied:
        yield f"### The {each.key} was supplied"
        yield ""
        yield f"“{each.text}”: {each.why}."
        yield f"Change it in the outline, or put `!` before its line `{each.key}` to keep it."
        yield ""
    yield OUTLINE
    yield ""
    yield from _outline(sheet)
    yield ""
    yield PROPOSED
    yield ""
    yield from _proposed(sheet)


def _count(number: int) -> str:
    if not number:
        return "No question is open."
    return f"{number} question{' is' if number == 1 else 's are'} open."


def _question(number: int, question: Question) -> Iterator[str]:
    names = ", ".join(str(line) for line in question.lines[:12])
    more = " …" if len(question.lines) > 12 else ""
    yield f"### Question {number}: line{'s' * (len(question.lines) > 1)} {names}{more}"
    yield ""
    yield f"{question.why} Margin {question.margin:.2f}."
    yield ""
    yield "Reading A (chosen):"
    yield ""
    yield from ("    " + line for line in question.drawn_a)
    yield ""
    yield "Reading B:"
    yield ""
    yield from ("    " + line for line in question.drawn_b)
    yield ""
    yield "In the source:"
    yield ""
    yield from ("    " + line for line in question.around)
    yield ""
    yield f"Answer {number}: ?"
    yield ""


def titles(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """The titles that stand on the sheet, by key: the book's, and those of supplied sections."""
    yield "title", sheet.plan.title
    containers = [e for e in sheet.plan.walk() if e.supplied and e.title is not None]
    yield from ((f"container {i}", e.title or "") for i, e in enumerate(containers, 1))


def labels(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Line, reading and words of everything that the outline shows, in the order of the source."""
    rows = [
        (c.line, depth, c.source.text)
        for c, depth, margin in _readings(sheet)
        if depth or c.readings or margin < _SURE or c.line in sheet.pins
    ]
    recovery = sheet.recovery
    paragraphs = [*recovery.preamble, *(p for f in recovery.headings for p in f.paragraphs)]
    taken = {line for line, _, _ in rows}
    rows += [(p.line, RUN_IN, p.run_in) for p in paragraphs if p.run_in and p.line not in taken]
    rows += [
        (line, pin, _words(recovery, line))
        for line, pin in sheet.pins.items()
        if line not in {number for number, _, _ in rows}
    ]
    # Contents entries without text stand where the reading puts them, not where the list is.
    order = {c.line: i for i, c in enumerate(recovery.candidates)}
    places = _places(rows, order)
    yield from sorted(rows, key=lambda row: places[row[0]])


def _readings(sheet: Sheet) -> Iterator[tuple[Candidate, int, float]]:
    solution = sheet.recovery.solution
    return zip(sheet.recovery.candidates, solution.depths, solution.margins, strict=True)


def _words(recovery: Recovery, number: int) -> str:
    return recovery.lines[number - 1].raw.strip()[:120] if number <= len(recovery.lines) else ""


def _places(
    rows: Sequence[tuple[int, int, str]], order: Mapping[int, int]
) -> dict[int, tuple[int, int]]:
    """Where each row stands: candidates in their order, other lines behind the last one above."""
    places = {line: (order[line], 0) for line, _, _ in rows if line in order}
    for line, _, _ in rows:
        if line not in order:
            above = [i for other, i in order.items() if other < line]
            places[line] = (max(above, default=-1), line)
    return places


def _outline(sheet: Sheet) -> Iterator[str]:
    for key, text in titles(sheet):
        mark = "!" if key in sheet.settled else " "
        yield f"{mark} {key} | {text}"
    missing = {f.line for f in sheet.recovery.headings if f.missing}
    for line, label, text in labels(sheet):
        mark = "!" if line in sheet.pins else " "
        note = "  [missing]" if line in missing else ""
        indent = "  " * max(0, label - 1)
        yield f"{mark}{line:>6} {sign(label):<4} {indent}{text}{note}"


def sign(label: int) -> str:
    """How a reading is written: `#` by level, `-` no heading, `=` run-in."""
    return {NO_HEADING: "-", RUN_IN: "="}.get(label, "#" * label)


def _proposed(sheet: Sheet) -> Iterator[str]:
    yield f"    sha256 {sheet.sha256}"
    for key, text in titles(sheet):
        yield f"    {key} | {text}"
    for line, label, _ in labels(sheet):
        yield f"    {line} {sign(label)}"
    for number, question in enumerate(sheet.questions, 1):
        for letter, reading in (("A", question.chosen), ("B", question.other)):
            pairs = " ".join(f"{line}={depth}" for line, depth in reading.items())
            yield f"    answer {number} {letter} {pairs}"
