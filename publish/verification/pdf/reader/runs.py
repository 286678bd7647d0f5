"""The text of one page with its position. Lengths are points from the page's left and foot."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import NamedTuple, Self

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

    @property
    def box(self) -> Box:
        """Its edges."""
        return self.left, self.bottom, self.right, self.top

    @property
    def place(self) -> RunPlace:
        """Where it is in its line."""
        return RunPlace(self.left, self.bottom, self.right, self.top, contains_rtl(self.text))


class RunPlace(NamedTuple):
    """The edges of a run, and whether any of its text is written from right to left."""

    left: float
    bottom: float
    right: float
    top: float
    has_rtl: bool


_PLACE = struct.Struct("<4d?")
_BOX = struct.Struct("<4d")


class Passage(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Consecutive runs: their text, and where they are.

    `places` has the places of the first and the last run, and the outer edges of all, packed, since
    a book has tens of thousands of passages in memory. One of a single run has only its place, and
    after it the edges, where they are others.
    """

    text: str
    places: bytes

    @classmethod
    def of(cls, text: str, first: RunPlace, last: RunPlace | None, around: Box) -> Self:
        """A passage of these runs; `last` is None for a single one."""
        places = _PLACE.pack(*first)
        if last is not None:
            places += _PLACE.pack(*last)
        if last is not None or around != first[:4]:
            places += _BOX.pack(*around)
        return cls(text, places)

    @property
    def has_one_run(self) -> bool:
        """Whether there is only one run."""
        return len(self.places) < 2 * _PLACE.size

    @property
    def first(self) -> RunPlace:
        """The place of the first run."""
        return RunPlace(*_PLACE.unpack_from(self.places))

    @property
    def last(self) -> RunPlace:
        """The place of the last run, which may be the first."""
        start = 0 if self.has_one_run else _PLACE.size
        return RunPlace(*_PLACE.unpack_from(self.places, start))

    @property
    def box(self) -> Box:
        """The edges of all runs together."""
        start = 0 if len(self.places) == _PLACE.size else len(self.places) - _BOX.size
        left, bottom, right, top = _BOX.unpack_from(self.places, start)
        return left, bottom, right, top

    @property
    def left(self) -> float:
        """The left edge."""
        return self.box[0]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.box[1]

    @property
    def right(self) -> float:
        """The right edge."""
        return self.box[2]

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.box[3]


class PageText(msgspec.Struct, array_like=True):
    """The text of one page: its passages by MCID, and the runs of its header and footer.

    `decoded` is the text by MCID as a program reads it that sees no positions, where it is not that
    of the passage. `text_box` is around all passages. `drawn` has the edges of pictures and lines
    by MCID. `overprinted` are the texts that are printed over each other. `pixels` are width and
    height of each image by MCID, and `looks` how each figure looks.
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

    @property
    def decoded_texts(self) -> dict[int, str]:
        """The text by MCID as a program reads it that sees no positions."""
        return {mcid: passage.text for mcid, passage in self.passages.items()} | self.decoded


def to_passage(runs: list[TextRun]) -> Passage:
    """One passage of some runs, at least one."""
    places = [run.place for run in runs]
    text = join_lines(zip((run.text for run in runs), places, places, strict=True))
    first, last = places[0], places[-1] if len(runs) > 1 else None
    lefts, bottoms, rights, tops = zip(
        *((run.left, run.bottom, _inked_right(run), run.top) for run in runs), strict=True
    )
    around = min(lefts), min(bottoms), max(rights), max(tops)
    return Passage.of(text, first, last, around)


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
    boxes = [each.box for each in texts]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def join_lines(pieces: Iterable[tuple[str, RunPlace, RunPlace]]) -> str:
    """Consecutive texts, each with the places of its first and last run, as one.

    There is a space between lines, but none after a hyphen.
    """
    parts: list[str] = []
    before: RunPlace | None = None
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


def _is_apart(before: RunPlace, run: RunPlace) -> bool:
    """Whether a run is in another line or column than the one before it."""
    if run.top < before.bottom or run.bottom > before.top:
        return True
    if before.has_rtl or run.has_rtl:
        return not before.left - _GAP <= run.right <= before.left + _GAP
    return run.left < before.left or run.left > before.right + _GAP
