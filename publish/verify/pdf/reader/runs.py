"""The text of one page with its places. Lengths are points from the page's left and foot."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from publish.model.script import contains_rtl

_GAP = 2.0  # points between runs that go on in one line, at the most
_HYPHENS = ("\u2010", "-", "\u00ad")


class Run(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A piece of text in one line, with the edges of the box around it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class Passage(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Runs that stand together: their words, the first and the last, their lower and upper edge.

    Of a single run, `last` is None.
    """

    text: str
    first: Run
    last: Run | None
    bottom: float
    top: float


class Page(msgspec.Struct, array_like=True):
    """One page: its text by number of marked content, its head line and foot line.

    `spelled` is the text by number again, as a program reads it that sees no places.
    """

    marked: dict[int, Passage] = msgspec.field(default_factory=dict)
    head: list[Run] = msgspec.field(default_factory=list)
    foot: list[Run] = msgspec.field(default_factory=list)
    spelled: dict[int, str] = msgspec.field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Whether no text of the book stands on it."""
        return not self.marked


def passage(runs: list[Run]) -> Passage:
    """Some runs, at least one, as a passage."""
    text = in_lines((run.text, run, run) for run in runs)
    last = runs[-1] if len(runs) > 1 else None
    return Passage(text, runs[0], last, min(r.bottom for r in runs), max(r.top for r in runs))


def in_lines(pieces: Iterable[tuple[str, Run, Run]]) -> str:
    """Texts one behind another, each with the runs that it begins and ends with.

    Lines stand apart, one that ends in a hyphen runs on.
    """
    parts: list[str] = []
    before: Run | None = None
    ended = ""
    for text, first, last in pieces:
        if before is not None and not ended.endswith(_HYPHENS) and _apart(before, first):
            parts.append(" ")
            ended = " "
        if text:
            parts.append(text)
            ended = text
        before = last
    return "".join(parts)


def _apart(before: Run, run: Run) -> bool:
    """Whether a run does not go on from the one before it: another line, or another column."""
    if contains_rtl(before.text) or contains_rtl(run.text):
        return not before.left - _GAP <= run.right <= before.left + _GAP
    other_line = run.top < before.bottom or run.bottom > before.top
    return other_line or run.left < before.left or run.left > before.right + _GAP
