"""The review sheet: its frame, which all importers share, and questions with letters for answers.

The last part repeats what each letter means, so that an answer is known by its key when the sheet
is read with the next import.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publish.diagnostics import Location, Report
from publish.importers.bookfolder.questions import OpenQuestion, Questions

PROPOSED = "## As proposed (leave this part alone)"
SHA = re.compile(r"sha256 ([0-9a-f]{64})")
ANSWER = re.compile(r"Answer ([0-9]+):\s*(.*?)\s*")
UNANSWERED = ("", "?")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TITLE = re.compile(r"### Question ([0-9]+): (.*)")
_KEY = re.compile(r"question ([0-9]+) (\S+)( free)?")
_MEANING = re.compile(r"answer ([0-9]+) ([A-Z]) (.*)")
_DECIDED = re.compile(r"decided (\S+) (.*)")
_HOW_TO = """\
Replace the `?` of a question by a letter, or by other words where it says so. Then run the import
again with `--answers` and this sheet. Your decisions are kept, and everything else stays as it is.
A question without an answer has its first choice, by which nothing is lost."""


@dataclass(slots=True)
class SheetAnswers:
    """The decisions on a sheet, by the keys of its questions; `sha256` is that of its source."""

    sha256: str = ""
    decisions: dict[str, str] = field(default_factory=dict)


def sheet_head(source: str, count: int, how_to: str) -> Iterator[str]:
    """The first lines of a sheet: its title, the number of open questions, how to answer."""
    yield f"# Review of the import of {source}"
    yield ""
    if not count:
        yield "No question is open."
    else:
        yield f"{count} question{' is' if count == 1 else 's are'} open."
    yield ""
    yield how_to
    yield ""
    yield "## Questions"
    yield ""
    if not count:
        yield "None."
        yield ""


def indented(lines: Sequence[str]) -> Iterator[str]:
    """Lines as a block, with an empty one after it."""
    yield from ("    " + line for line in lines)
    yield ""


def answer_line(number: int) -> Iterator[str]:
    """The line on which a question is answered."""
    yield f"Answer {number}: ?"
    yield ""


def format_questions(source: str, sha256: str, questions: Questions) -> str:
    """The sheet of an import whose questions all have letters for answers."""
    lines = list(sheet_head(source, len(questions.open), _HOW_TO))
    for number, question in enumerate(questions.open, 1):
        lines.extend(_question(number, question))
    if questions.decided:
        lines += ["## Decided", ""]
        lines += [f"- {key}: {value}" for key, value in questions.decided.items()]
        lines.append("")
    lines += [PROPOSED, "", *_proposed(sha256, questions)]
    return "\n".join(lines).rstrip() + "\n"


def unanswered(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The questions on a sheet without an answer, each with its line."""
    asked: dict[str, tuple[str, int]] = {}
    for line, text in enumerate(lines, 1):
        if match := _TITLE.fullmatch(text.rstrip()):
            asked[match[1]] = match[2], line
        elif (match := ANSWER.fullmatch(text.strip())) and match[2] in UNANSWERED:
            yield from filter(None, [asked.get(match[1])])


def _question(number: int, question: OpenQuestion) -> Iterator[str]:
    yield f"### Question {number}: {question.title}"
    yield ""
    yield question.reason
    yield ""
    if question.evidence:
        yield from indented(question.evidence)
    for letter, choice in zip(_LETTERS, question.choices, strict=False):
        chosen = " (chosen)" if letter == "A" else ""
        yield f"- {letter}{chosen}: {choice.words}"
    if question.free:
        yield "- or write it out"
    yield ""
    yield from answer_line(number)


def _proposed(sha256: str, questions: Questions) -> Iterator[str]:
    yield f"    sha256 {sha256}"
    for number, question in enumerate(questions.open, 1):
        yield f"    question {number} {question.key}{' free' if question.free else ''}"
        for letter, choice in zip(_LETTERS, question.choices, strict=False):
            yield f"    answer {number} {letter} {choice.value}"
    yield from (f"    decided {key} {value}" for key, value in questions.decided.items())


def read_sheet(text: str, name: str, report: Report) -> SheetAnswers:
    """The decisions on a sheet; answers that are none of its letters are reported as IMP-001."""
    rows = [row.strip() for row in text.splitlines()]
    if PROPOSED not in rows:
        message = f"not a review sheet: the part “{PROPOSED}” is missing"
        hint = "give the import-review.md of an import"
        report.add("IMP-001", message, Location(name), hint=hint)
        return SheetAnswers()
    at = rows.index(PROPOSED)
    answers, keys, meanings = SheetAnswers(), {}, {}
    for row in rows[at + 1 :]:
        if match := SHA.fullmatch(row):
            answers.sha256 = match[1]
        elif match := _KEY.fullmatch(row):
            keys[match[1]] = match[2], bool(match[3])
        elif match := _MEANING.fullmatch(row):
            meanings[match[1], match[2]] = match[3]
        elif match := _DECIDED.fullmatch(row):
            answers.decisions[match[1]] = match[2]
    for number, row in enumerate(rows[:at], 1):
        match = ANSWER.fullmatch(row)
        if not match or match[2] in UNANSWERED or match[1] not in keys:
            continue
        key, free = keys[match[1]]
        value = meanings.get((match[1], match[2].upper()), match[2] if free else None)
        if value is None:
            letters = ", ".join(letter for each, letter in meanings if each == match[1])
            message, hint = f"`{match[2]}` is not an answer", f"write one of: {letters}"
            report.add("IMP-001", message, Location(name, number), hint=hint)
        else:
            answers.decisions[key] = value
    return answers
