"""The words of a text that changed, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from publish.releases.changes.fingerprints import fingerprint
from publish.releases.changes.result import BlockChange, Words
from publish.releases.words import WORD

_TOKEN = re.compile(rf"{WORD.pattern}|\s+|.", re.DOTALL)


def changed_blocks(olds: Sequence[str], news: Sequence[str]) -> tuple[BlockChange, ...]:
    """The blocks that differ, in reading order."""
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    return tuple(
        _block_change(before, after)
        for operation, first, last, start, end in matcher.get_opcodes()
        if operation != "equal"
        for before, after in _pairs(olds[first:last], news[start:end])
    )


def _pairs(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Blocks that replace each other: in order where there are as many, else by common words."""
    if len(olds) == len(news):
        yield from zip(olds, news, strict=True)
        return
    rest = list(news)
    for old in olds:
        runs = fingerprint([old])
        index = next((i for i, new in enumerate(rest) if runs & fingerprint([new])), None)
        if index is None:
            yield old, ""
            continue
        yield from (("", new) for new in rest[:index])
        yield old, rest[index]
        del rest[: index + 1]
    yield from (("", new) for new in rest)


def _block_change(before: str, after: str) -> BlockChange:
    olds, news = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    runs = (
        Words("".join(olds[first:last]), "".join(news[start:end]))
        for _, first, last, start, end in matcher.get_opcodes()
    )
    return BlockChange(before, after, tuple(_joined(list(runs))))


def _joined(runs: Sequence[Words]) -> Iterator[Words]:
    """The runs, with a space between two changed ones joined to them."""
    current: Words | None = None
    for run, following in zip_longest(runs, runs[1:]):
        is_gap = run.is_same and run.before.isspace() and following is not None
        if current is not None and (not run.is_same or is_gap):
            current = Words(current.before + run.before, current.after + run.after)
            continue
        if current is not None:
            yield current
            current = None
        if run.is_same:
            yield run
        else:
            current = run
    if current is not None:
        yield current
