"""Questions of an import: each has a default by which nothing is lost, until an editor decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Choice(NamedTuple):
    """One answer: its value, and what it means for the book."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question by a key that stays the same: what is asked, why, the choices and the evidence.

    The first choice is the default; `free` tells that the answer may also be other words.
    """

    key: str
    title: str
    reason: str
    choices: Sequence[Choice]
    evidence: Sequence[str] = ()
    free: bool = False

    def as_json(self) -> dict[str, object]:
        """The question with a name for each value."""
        choices = [choice._asdict() for choice in self.choices]
        default = self.choices[0].value
        texts = {"key": self.key, "title": self.title, "reason": self.reason, "default": default}
        return {**texts, "choices": choices, "evidence": list(self.evidence), "free": self.free}


@dataclass(slots=True)
class Questions:
    """The decisions of an editor by key, those that were used, and the questions that are open."""

    decisions: Mapping[str, str] = field(default_factory=dict)
    decided: dict[str, str] = field(default_factory=dict)
    open: list[OpenQuestion] = field(default_factory=list)

    def ask(
        self,
        key: str,
        title: str,
        reason: str,
        choices: Sequence[Choice],
        evidence: Sequence[str] = (),
        *,
        free: bool = False,
    ) -> str:
        """The value that an editor decided for a key, otherwise the default, which stays open."""
        value = self.decisions.get(key)
        if value is not None and (free or value in {choice.value for choice in choices}):
            self.decided[key] = value
            return value
        if all(each.key != key for each in self.open):
            self.open.append(OpenQuestion(key, title, reason, choices, evidence, free))
        return choices[0].value
