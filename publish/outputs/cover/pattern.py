"""The pattern of a drawn cover: a bar for each section that opens a file.

Its height tells how long the text is, its group the part it belongs to, and one whose text is
missing stands as an empty frame. Lengths are taken in steps of a tenth, so that another word in a
chapter does not give the book another cover.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import msgspec

from publish.model.book import Book
from publish.model.front_pages import starts_new_page
from publish.model.roles import WITHOUT_HEADING
from publish.model.section import Section
from publish.model.xhtml import text_of

# Shops ask for at least 1600 pixels across and a height of 1.6 times the width.
WIDTH, HEIGHT = 1600, 2560
MARGIN = 160  # a tenth of the width, so that a thumbnail of 160 pixels keeps 16 around the title
_TALLEST = 600  # under a quarter of the height: title and subtitle keep the upper three fifths
_GAP = 0.22  # of a bar's step; parts stand a whole step apart
_STEP = 1.1


class Bar(msgspec.Struct, frozen=True):
    """A rectangle of the pattern, in pixels from the upper left; `kind` is its class."""

    x: float
    y: float
    width: float
    height: float
    kind: str


def bars(book: Book) -> Iterator[Bar]:
    """The pattern: a group for each top section, a bar for each section in it that opens a file."""
    groups = [
        list(_openers(section)) for section in book.sections if section.role not in WITHOUT_HEADING
    ]
    runs = list(_joined(groups))
    steps = sum(map(len, runs)) + len(runs) - 1
    step = (WIDTH - 2 * MARGIN) / max(steps, 12)
    lengths = {section.id: _length(section) for run in runs for section in run}
    longest = max(lengths.values(), default=1.0)
    gap = step * _GAP
    at = float(MARGIN)
    for index, run in enumerate(runs):
        for section in run:
            height = _TALLEST * _share(section, lengths[section.id], longest)
            kind = "missing" if section.missing else ("even", "odd")[index % 2]
            top = HEIGHT - 2 * MARGIN - height
            yield Bar(round(at, 1), round(top, 1), round(step - gap, 1), round(height, 1), kind)
            at += step
        at += step


def _openers(section: Section) -> Iterator[Section]:
    """The sections of a group that hold text: chapters, or the section itself when it has none."""
    chapters = [
        child for child in section.walk() if starts_new_page(child) and child is not section
    ]
    yield from chapters or [section]


def _joined(groups: Iterable[list[Section]]) -> Iterator[list[Section]]:
    """Groups of one section in the same matter stand together, as front matter does."""
    before: list[Section] = []
    for group in groups:
        if before and (len(group) > 1 or group[0].matter is not before[0].matter):
            yield before
            before = []
        if len(group) > 1:
            yield group
        else:
            before += group
    if before:
        yield before


def _share(section: Section, length: float, longest: float) -> float:
    """The height of a bar from 0.12 to 1; the root keeps short chapters visible."""
    if section.missing:
        return 0.12
    return 0.12 + 0.88 * math.pow(length / max(longest, 1.0), 0.7)


def _length(section: Section) -> float:
    """How long a section's own text is, in signs, in steps."""
    inside = (
        child for child in section.walk() if child is not section and not starts_new_page(child)
    )
    own = (section, *inside)
    signs = sum(len(text_of(part.body)) for part in own)
    return _STEP ** round(math.log(signs, _STEP)) if signs else 0.0
