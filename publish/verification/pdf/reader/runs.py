"""The text of one page with its position. Lengths are points from the page's left and foot."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from publish.model.script import contains_rtl
from publish.verification.looks import Look

_GAP = 2.0  # points between runs that continue one line, at most
HYPHENS = ("\u2010", "-", "\u00ad")


Box = tuple[float, float, float, float]  # left, bottom, right, top


class TextRun(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A piece of text in one line, with the edges of its bounding box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class Passage(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Consecutive runs: their text, the first and the last, their outer edges.

    Of a single run, `last` is None.
    """

    text: str
    first: TextRun
    last: TextRun | None
    bottom: float
    top: float
    left: float
    right: float


class PageText(msgspec.Struct, array_like=True):
    """The text of one page: its passages by MCID, and the runs of its header and footer.

    `decoded` is the text by MCID as a program reads it that sees no positions. `text_box` is around
    all passages. `drawn` has the edges of pictures and lines by MCID. `overprinted` are the texts
    that are printed over each other. `pixels` are width and height of each image by MCID, and
    `looks` how each figure looks.
    """

    passages: dict[int, Passage] = msgspec.field(default_factory=dict)
    header: list[TextRun] = msgspec.field(default_factory=list)
    footer: list[TextRun] = msgspec.field(default_factory=list)
    decoded: dict[int, str] = msgspec.field(default_factory=dict)
    text_box: Box | None = None
    drawn: dict[int, Box] = msgspec.field(default_factory=dict)
    overprinted: list[tuple[str, str]] = msgspec.field(default_factory=list)
    pixels: dict[int, tuple[int, int]] = msgspec.field(default_factory=dict)
    looks: dict[int, Look] = msgspec.field(default_factory=dict)


def to_passage(runs: list[TextRun]) -> Passage:
    """One passage of some runs, at least one."""
    text = join_lines((run.text, run, run) for run in runs)
    last = runs[-1] if len(runs) > 1 else None
    lefts, bottoms, rights, tops = zip(
        *((run.left, run.bottom, _inked_right(run), run.top) for run in runs), strict=True
    )
    return Passage(text, runs[0], last, min(bottoms), max(tops), min(lefts), max(rights))


def _inked_right(run: TextRun) -> float:
    """The right edge of a run without several spaces at its end, which hang out of its line.

    Only code has several; there each is as wide as a letter.
    """
    spaces = len(run.text) - len(run.text.rstrip(" "))
    if spaces < 2 or contains_rtl(run.text):
        return run.right
    return run.right - (run.right - run.left) * spaces / len(run.text)


def around(texts: Iterable[TextRun | Passage]) -> Box | None:
    """The edges of some texts together; None without any."""
    edges = [(each.left, each.bottom, each.right, each.top) for each in texts]
    if not edges:
        return None
    lefts, bottoms, rights, tops = zip(*edges, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def join_lines(pieces: Iterable[tuple[str, TextRun, TextRun]]) -> str:
    """Consecutive texts, each with its first and last run, as one.

    There is a space between lines, but none after a hyphen.
    """
    parts: list[str] = []
    before: TextRun | None = None
    end = ""
    for text, first, last in pieces:
        if before is not None and not end.endswith(HYPHENS) and _is_apart(before, first):
            parts.append(" ")
            end = " "
        if text:
            parts.append(text)
            end = text
        before = last
    return "".join(parts)


def _is_apart(before: TextRun, run: TextRun) -> bool:
    """Whether a run is in another line or column than the one before it."""
    if contains_rtl(before.text) or contains_rtl(run.text):
        return not before.left - _GAP <= run.right <= before.left + _GAP
    other_line = run.top < before.bottom or run.bottom > before.top
    return other_line or run.left < before.left or run.left > before.right + _GAP
