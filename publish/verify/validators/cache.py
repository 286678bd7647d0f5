"""Verdicts remembered by the content of the file, so that an unchanged book is not asked twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.external import ToolFailed
from publish.verify.validators.java import answer, read_answer
from publish.verify.validators.verdict import Finding

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a file, by which rules, and with what version of the validator."""

    path: Path
    rules: str
    validator: str


def remembered(
    questions: Sequence[Question],
    cache: Path | None,
    ask: Callable[[Sequence[Question]], list[Findings]],
) -> list[Findings]:
    """The findings for each question: from the cache if it knows them, the rest asked at once."""
    known: dict[Question, Findings] = {}
    if cache is not None:
        notes = {question: cache / _key(question) for question in questions}
        known = {
            question: found
            for question, note in notes.items()
            if (found := _recall(note)) is not None
        }
    unknown = [question for question in dict.fromkeys(questions) if question not in known]
    if unknown:
        asked = dict(zip(unknown, ask(unknown), strict=True))
        known |= asked
        if cache is not None:
            cache.mkdir(parents=True, exist_ok=True)
            for question, findings in asked.items():
                notes[question].write_bytes(answer([findings]))
    return [known[question] for question in questions]


def _key(question: Question) -> str:
    """The name of a note: the file's content, and the validator with its version and rules."""
    content = hashlib.sha256(question.path.read_bytes())
    content.update(f"{question.rules} {question.validator}".encode())
    return f"{content.hexdigest()}.json"


def _recall(note: Path) -> Findings | None:
    """The findings of a note; None where there is none, or one cut short."""
    try:
        return read_answer(str(note), note.read_bytes(), 1)[0]
    except (FileNotFoundError, ToolFailed):
        return None
