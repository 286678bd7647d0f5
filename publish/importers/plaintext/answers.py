"""Reads the editor's changes on a review sheet, as pins for the search."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from publish.diagnostics import Location, Report
from publish.importers.bookfolder.sheet import ANSWER, PROPOSED, SHA, UNANSWERED
from publish.importers.plaintext.contents import NO_CONTENTS, ContentsLines
from publish.importers.plaintext.headings import NO_HEADING, RUN_IN
from publish.importers.plaintext.review_sheet import CONTENTS, LETTERS, NONE, OUTLINE

_ROW = re.compile(r"\s*(!?)\s*([0-9]+)\s+(#{1,6}|-|=)(?:\s.*)?")
_TITLE = re.compile(r"\s*(!?)\s*(title|encoding|contents|container [0-9]+) \|(.*)")
_READING = re.compile(rf"answer ([0-9]+) ([{LETTERS}])((?: [0-9]+=-?[0-9])*)(?: contents=(\S+))?")
_LINES = re.compile(r"([0-9]{1,7})\s*[-–]\s*([0-9]{1,7})")
_LINES_HINT = f"write the first and the last line, as in `9-25`, or `{NONE}`"
_HINT = "a line of the outline is: line number, `#` or `-` or `=`, words"


@dataclass(slots=True)
class Answers:
    """The decisions on a sheet: `pins` by source line, `titles` by key; `sha256` is the text's.

    `container_titles` are the titles of all supplied sections that are still on the sheet, from
    the outermost, changed or not; None if it never had any.
    """

    sha256: str = ""
    pins: dict[int, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    locations: dict[int, Location] = field(default_factory=dict)
    container_titles: list[str] | None = None

    @property
    def contents(self) -> ContentsLines | None:
        """The lines of the contents list if the editor decided them."""
        words = self.titles.get(CONTENTS)
        return None if words is None else _contents_lines(words)


@dataclass(slots=True)
class _Proposal:
    depths: dict[int, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    readings: dict[tuple[int, str], _Choice] = field(default_factory=dict)


class _Choice(NamedTuple):
    """What a letter stands for: depths by line, and the lines of the contents list, if it is about
    these."""

    depths: dict[int, int]
    contents: str | None


def read_answers(text: str, name: str, report: Report) -> Answers:
    """The decisions on a sheet; lines that cannot be parsed are reported as IMP-001."""
    rows = list(enumerate(text.splitlines(), 1))
    outline = next((i for i, (_, row) in enumerate(rows) if row.strip() == OUTLINE), None)
    proposed = next((i for i, (_, row) in enumerate(rows) if row.strip() == PROPOSED), None)
    if outline is None or proposed is None or proposed < outline:
        missing = OUTLINE if outline is None else PROPOSED
        message = f"not a review sheet: the part “{missing}” is missing"
        hint = "give the import-review.md of an import"
        report.add("IMP-001", message, Location(name), hint=hint)
        return Answers()
    answers = Answers()
    proposal = _read_proposal(rows[proposed + 1 :], answers)
    for number, row in rows[outline + 1 : proposed]:
        if row.strip():
            _read_row(row, Location(name, number), proposal, answers, report)
    _read_container_titles(rows[outline:proposed], proposal, answers)
    _read_choices(rows[:outline], name, proposal, answers, report)
    return answers


def _read_container_titles(
    rows: list[tuple[int, str]], proposal: _Proposal, answers: Answers
) -> None:
    """Read the remaining supplied sections, renumbered: deleting one moves the others up."""
    if not any(key.startswith("container") for key in proposal.titles):
        return
    answers.container_titles = []
    for _, row in rows:
        match = _TITLE.fullmatch(row)
        if match and match[2].startswith("container") and (text := match[3].strip()):
            answers.container_titles.append(text)
            if match[1] or text != proposal.titles.get(match[2]):
                answers.titles[f"container {len(answers.container_titles)}"] = text


def _read_proposal(rows: list[tuple[int, str]], answers: Answers) -> _Proposal:
    proposal = _Proposal()
    for _, raw in rows:
        row = raw.strip()
        if match := SHA.fullmatch(row):
            answers.sha256 = match[1]
        elif match := _TITLE.fullmatch(row):
            proposal.titles[match[2]] = match[3].strip()
        elif match := _READING.fullmatch(row):
            pairs = (pair.split("=") for pair in match[3].split())
            depths = {int(a): int(b) for a, b in pairs}
            proposal.readings[int(match[1]), match[2]] = _Choice(depths, match[4])
        elif match := _ROW.fullmatch(row):
            proposal.depths[int(match[2])] = _depth(match[3])
    return proposal


def _contents_lines(words: str) -> ContentsLines | None:
    match = _LINES.fullmatch(words.strip())
    if match:
        return ContentsLines(int(match[1]), int(match[2]))
    return NO_CONTENTS if words.strip() == NONE else None


def _depth(mark: str) -> int:
    return {"-": NO_HEADING, "=": RUN_IN}.get(mark, len(mark))


def _read_row(
    row: str, location: Location, proposal: _Proposal, answers: Answers, report: Report
) -> None:
    if match := _TITLE.fullmatch(row):
        text = match[3].strip()
        key = match[2]
        if key == CONTENTS and _contents_lines(text) is None:
            report.add("IMP-001", f"`{text[:60]}` are no lines", location, hint=_LINES_HINT)
            return
        is_own = key in ("title", "encoding", CONTENTS)
        if is_own and text and (match[1] or text != proposal.titles.get(key)):
            answers.titles[key] = text
        return
    match = _ROW.fullmatch(row)
    if not match:
        report.add("IMP-001", f"cannot parse `{row.strip()[:60]}`", location, hint=_HINT)
        return
    line, depth = int(match[2]), _depth(match[3])
    if line in answers.locations:
        message = f"line {line} occurs twice, first at {answers.locations[line]}"
        report.add("IMP-001", message, location, hint="keep one of them")
        return
    answers.locations[line] = location
    if match[1] or depth != proposal.depths.get(line):
        answers.pins[line] = depth


def _read_choices(
    rows: list[tuple[int, str]], name: str, proposal: _Proposal, answers: Answers, report: Report
) -> None:
    """Read the letters; an answer about fewer lines wins over one about more."""
    choices: list[tuple[_Choice, str, Location]] = []
    for number, row in rows:
        if match := ANSWER.fullmatch(row):
            location = Location(name, number)
            if choice := _choice(match, location, proposal, report):
                choices.append((choice, match[2].upper(), location))
    outlined = dict(answers.pins)
    for choice, letter, location in sorted(choices, key=lambda each: len(each[0].depths)):
        if choice.contents is not None:
            answers.titles[CONTENTS] = choice.contents
        differing = [n for n, depth in choice.depths.items() if outlined.get(n, depth) != depth]
        if differing:
            message = f"answer {letter} and the outline differ on line {differing[0]}"
            report.add("IMP-001", message, location, hint="delete one of the two")
            continue
        answers.pins = {**choice.depths, **answers.pins}


def _choice(
    match: re.Match[str], location: Location, proposal: _Proposal, report: Report
) -> _Choice | None:
    number, letter = int(match[1]), match[2].upper()
    if letter in UNANSWERED:
        return None
    reading = proposal.readings.get((number, letter))
    if reading is None:
        letters = [each for question, each in proposal.readings if question == number]
        hint = f"write one of: {', '.join(letters)}" if letters else "there is no such question"
        report.add("IMP-001", f"`{match[2]}` is not an answer", location, hint=hint)
    return reading
