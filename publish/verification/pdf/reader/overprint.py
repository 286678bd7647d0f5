"""Texts of a page that are printed over each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from publish.verification.pdf.reader.runs import TextRun

_HEART = 0.3  # of the height of a text: what is left at its top and foot lies in one line only
_WIDE = 0.7  # of the height of the lower text, about a character and a half


def overprinted(runs: Iterable[TextRun]) -> Iterator[tuple[str, str]]:
    """The pairs that share more than the edges of their letters; marks stand over letters."""
    reaching: list[tuple[float, TextRun]] = []
    for run in sorted((each for each in runs if _is_word(each.text)), key=_foot):
        foot = _foot(run)
        reaching = [each for each in reaching if each[0] > foot]
        for _, below in reaching:
            shared = min(run.right, below.right) - max(run.left, below.left)
            if shared > _WIDE * min(run.top - run.bottom, below.top - below.bottom):
                yield run.text.strip(), below.text.strip()
        reaching.append((run.top - _HEART * (run.top - run.bottom), run))


def _foot(run: TextRun) -> float:
    return run.bottom + _HEART * (run.top - run.bottom)


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text))
