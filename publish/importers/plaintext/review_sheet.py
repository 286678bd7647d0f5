"""The review sheet: the open questions, and an outline that an editor may change.

Its last part repeats the proposed outline, so that only changed lines are pinned when the answers
are read; everything else is solved again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from publish.importers.bookfolder.sheet import PROPOSED, answer_line, indented, sheet_head
from publish.importers.plaintext.contents import NO_CONTENTS, ContentsLines
from publish.importers.plaintext.headings import NO_HEADING, RUN_IN
from publish.importers.plaintext.planned import BookPlan
from publish.importers.plaintext.questions import ENCODING, Question, SuppliedTitle
from publish.importers.plaintext.recovery import Recovery

OUTLINE = "## Outline"
CONTENTS, NONE = "contents", "none"
LETTERS = "ABCDEF"  # of the readings of a question
_SURE = 4.0  # a line with a larger margin is certainly not a heading, and not shown

_HOW_TO = """\
There are two ways to answer: replace the `?` of a question by the letter of a reading, or change
the outline below. Then run the import again with `--answers` and this sheet. Your decisions are
kept, whatever depends on them is read again, and everything else stays as it is.

Each line of the outline has the line number in the source, a mark and the words. The mark `#`,
`##`, `###` … is a heading of level 1, 2, 3 …; `-` is not a heading, but part of the text above;
`=` is a run-in heading, the first sentence of its paragraph. Change the mark to change the
reading; a line of the source that is not listed may be added. `!` before a line means: decided.
`contents` names the first and the last line of the contents list, or is `none`."""


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """The content of the sheet; `encoding` is that of the source, `pins` are the lines that an
    editor has decided, `confirmed` the keys of the titles that the editor has confirmed."""

    recovery: Recovery
    encoding: str
    plan: BookPlan
    source: str
    sha256: str
    questions: Sequence[Question]
    supplied: Sequence[SuppliedTitle]
    pins: Mapping[int, int]
    confirmed: frozenset[str]

    @property
    def open(self) -> int:
        """The number of open questions."""
        return len(self.questions) + len(self.supplied)


def format_sheet(sheet: ReviewSheet) -> str:
    """The sheet as text; the same sheet gives the same text."""
    return "\n".join(_lines(sheet)).rstrip() + "\n"


def _lines(sheet: ReviewSheet) -> Iterator[str]:
    yield from sheet_head(sheet.source, sheet.open, _HOW_TO)
    for number, question in enumerate(sheet.questions, 1):
        yield from _question(number, question)
    for each in sheet.supplied:
        yield f"### The {each.key} was {'guessed' if each.key == ENCODING else 'supplied'}"
        yield ""
        yield f"“{each.text}”: {each.reason}."
        yield f"Change it in the outline, or put `!` before its line `{each.key}` to keep it."
        yield ""
    yield OUTLINE
    yield ""
    yield from _outline(sheet)
    yield ""
    yield PROPOSED
    yield ""
    yield from _proposed(sheet)


def _question(number: int, question: Question) -> Iterator[str]:
    names = ", ".join(str(line) for line in question.lines[:12])
    more = " …" if len(question.lines) > 12 else ""
    yield f"### Question {number}: line{'s' * (len(question.lines) > 1)} {names}{more}"
    yield ""
    yield f"{question.reason} Margin {question.margin:.2f}."
    yield ""
    for letter, reading in zip(LETTERS, question.readings, strict=False):
        yield f"Reading {letter}{' (chosen)' * (letter == LETTERS[0])}:"
        yield ""
        yield from indented(reading.outline)
    yield "In the source:"
    yield ""
    yield from indented(question.excerpt)
    yield from answer_line(number)


def title_rows(sheet: ReviewSheet) -> Iterator[tuple[str, str]]:
    """The titles on the sheet, by key: the book's, and those of supplied sections; the encoding,
    and the lines of the contents list."""
    yield "title", sheet.plan.title
    yield CONTENTS, contents_words(sheet.recovery.passages.contents)
    if sheet.encoding != "utf-8":
        yield ENCODING, sheet.encoding
    for number, title in enumerate(sheet.plan.container_titles, 1):
        yield f"container {number}", title


def contents_words(lines: ContentsLines) -> str:
    """The lines of a contents list as the sheet has them."""
    return NONE if lines == NO_CONTENTS else f"{lines.first}-{lines.last}"


class OutlineRow(NamedTuple):
    """A line of the outline: a line of the source, its depth, NO_HEADING or RUN_IN, its words."""

    line: int
    depth: int
    text: str


def outline_rows(sheet: ReviewSheet) -> list[OutlineRow]:
    """The outline, in the order of the source."""
    recovery, solution = sheet.recovery, sheet.recovery.solution
    readings = zip(recovery.candidates, solution.depths, solution.margins, strict=True)
    rows = {
        c.line: OutlineRow(c.line, depth, c.source.text)
        for c, depth, margin in readings
        if depth or c.readings or margin < _SURE or c.line in sheet.pins
    }
    for paragraph in recovery.paragraphs:
        if paragraph.run_in:
            row = OutlineRow(paragraph.line, RUN_IN, paragraph.run_in)
            rows.setdefault(row.line, row)
    for line, pin in sheet.pins.items():
        rows.setdefault(line, OutlineRow(line, pin, _words(recovery, line)))
    # Contents entries without text are where the reading places them, not where the list is.
    order = {c.line: i for i, c in enumerate(recovery.candidates)}
    return sorted(rows.values(), key=lambda row: _sort_key(row.line, order))


def _words(recovery: Recovery, number: int) -> str:
    return (
        recovery.passages.lines[number - 1].raw.strip()[:120]
        if number <= len(recovery.passages.lines)
        else ""
    )


def _sort_key(line: int, order: Mapping[int, int]) -> tuple[int, int]:
    """Candidates by their order, other lines after the last candidate above them."""
    if line in order:
        return order[line], 0
    return max((i for other, i in order.items() if other < line), default=-1), line


def _outline(sheet: ReviewSheet) -> Iterator[str]:
    for key, text in title_rows(sheet):
        mark = "!" if key in sheet.confirmed else " "
        yield f"{mark} {key} | {text}"
    missing = {heading.line for heading in sheet.recovery.headings if heading.missing}
    for line, depth, text in outline_rows(sheet):
        pin = "!" if line in sheet.pins else " "
        note = "  [missing]" if line in missing else ""
        indent = "  " * max(0, depth - 1)
        yield f"{pin}{line:>6} {outline_mark(depth):<4} {indent}{text}{note}"


def outline_mark(depth: int) -> str:
    """The mark of a reading: `#` by level, `-` no heading, `=` run-in."""
    return {NO_HEADING: "-", RUN_IN: "="}.get(depth, "#" * depth)


def _proposed(sheet: ReviewSheet) -> Iterator[str]:
    yield f"    sha256 {sheet.sha256}"
    for key, text in title_rows(sheet):
        yield f"    {key} | {text}"
    for row in outline_rows(sheet):
        yield f"    {row.line} {outline_mark(row.depth)}"
    for number, question in enumerate(sheet.questions, 1):
        for letter, reading in zip(LETTERS, question.readings, strict=False):
            pairs = [f"{line}={depth}" for line, depth in reading.depths.items()]
            if reading.contents is not None:
                pairs.append(f"{CONTENTS}={contents_words(reading.contents)}")
            yield f"    answer {number} {letter} {' '.join(pairs)}"
