"""Punctuation where runs meet: no doubled stop, and the stop inside the quotation marks.

The pairs are those of citeproc-js, the reference processor; a style may put `. ` after a title
that ends in a question mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.csl.runs import CLOSING, Runs, TextRun

# What two characters become where they meet; the same one twice becomes one.
_PAIRS = {
    "!.": "!",
    "!:": "!",
    "?.": "?",
    "?:": "?",
    ":.": ":",
    ":!": "!",
    ":?": "?",
    ";.": ";",
    ";:": ";",
    ";!": "!",
    ";?": "?",
    ";,": ";",
    ":,": ":",
    ",;": ",",
}
_MARKS = "!?.:;,"


def punctuate(runs: Runs, *, inside_quotes: bool) -> Runs:
    """The runs with their final punctuation; `inside_quotes` moves a stop or comma into quotes."""
    pieces = [run for run in runs if run.text]
    if inside_quotes:
        _move_inside(pieces)
    _meet(pieces)
    return merge_runs(pieces)


def _move_inside(pieces: list[TextRun]) -> None:
    for index, run in enumerate(pieces):
        if CLOSING not in run.marks:
            continue
        last = index
        while last + 1 < len(pieces) and CLOSING in pieces[last + 1].marks:
            last += 1
        following = pieces[last + 1] if last + 1 < len(pieces) else None
        if following is None or following.text[0] not in ".,":
            continue
        before = _before(pieces, index)
        pieces[last + 1] = replace(following, text=following.text[1:])
        if before is not None:
            stop = following.text[0]
            ended = pieces[before].text[-1] in ".!?" and stop == "."
            text = pieces[before].text + ("" if ended else stop)
            pieces[before] = replace(pieces[before], text=text)


def _before(pieces: Sequence[TextRun], index: int) -> int | None:
    """The last run before that index that is not a closing mark."""
    before = (at for at in range(index - 1, -1, -1) if CLOSING not in pieces[at].marks)
    return next((at for at in before if pieces[at].text), None)


def _meet(pieces: list[TextRun]) -> None:
    """Join the last character of each run with the first of the next one."""
    last: int | None = None
    for index in range(len(pieces)):
        if not pieces[index].text:
            continue
        if last is not None:
            _join(pieces, last, index)
        if pieces[index].text:
            last = index


def _join(pieces: list[TextRun], last: int, index: int) -> None:
    first, second = pieces[last].text, pieces[index].text
    ended = _ended(pieces, last)
    pair = ended + second[0]
    if first[-1] == " " and second[0] == " ":
        second = second.lstrip(" ")
    elif pair in _PAIRS or (len(pair) == 2 and pair[0] == pair[1] and pair[0] in _MARKS):
        become = _PAIRS.get(pair, pair[0])
        if first[-1] in _MARKS:
            pieces[last] = replace(pieces[last], text=first[:-1] + become[0])
        second = become[1:] + second[1:]
    elif first[-1] == " " and second[0] in ".,;:" and len(second) > 1 and second[1] == " ":
        pieces[last] = replace(pieces[last], text=first.rstrip(" "))
    pieces[index] = replace(pieces[index], text=second)


def _ended(pieces: Sequence[TextRun], last: int) -> str:
    """The last character, also one before a closing quotation mark."""
    if CLOSING not in pieces[last].marks:
        return pieces[last].text[-1]
    before = _before(pieces, last)
    character = pieces[before].text[-1] if before is not None else ""
    return character if character in ".!?" else ""


def merge_runs(pieces: Sequence[TextRun]) -> Runs:
    """The runs with neighbours of the same formatting merged."""
    result: list[TextRun] = []
    for run in pieces:
        if not run.text:
            continue
        if result and replace(run, text="") == replace(result[-1], text=""):
            result[-1] = replace(run, text=result[-1].text + run.text)
        else:
            result.append(run)
    return tuple(result)
