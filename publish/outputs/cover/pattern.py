"""The pattern of a drawn cover: a bar for each section that opens a file.

The height of a bar shows the length of the text, its group the part that it belongs to; a section
without its text is a dot on the line below them. Lengths are rounded to steps of a tenth, so that
another word in a chapter does not change the cover.
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

# Shops require at least 1600 pixels across and a height of 1.6 times the width.
WIDTH, HEIGHT = 1600, 2560
MARGIN = 160  # a tenth of the width, so that a thumbnail of 160 pixels keeps 16 around the title
_TALLEST = 600  # under a quarter of the height: title and subtitle have the upper three fifths
_GAP = 0.22  # of a bar's step; parts are a whole step apart
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
    shown = (section for section in book.sections if section.role not in WITHOUT_HEADING)
    groups = list(_merged(map(_chapters, shown)))
    steps = sum(map(len, groups)) + len(groups) - 1
    step = (WIDTH - 2 * MARGIN) / max(steps, 12)
    lengths = {section.id: _length(section) for group in groups for section in group}
    longest = max(lengths.values(), default=1.0)
    gap = step * _GAP
    x = float(MARGIN)
    for index, group in enumerate(groups):
        for section in group:
            height = _TALLEST * _relative_height(section, lengths[section.id], longest)
            kind = "missing" if section.missing else ("even", "odd")[index % 2]
            top = HEIGHT - 2 * MARGIN - height
            yield Bar(round(x, 1), round(top, 1), round(step - gap, 1), round(height, 1), kind)
            x += step
        x += step


def _chapters(section: Section) -> list[Section]:
    """The chapters below a section, or the section itself if it has none."""
    below = (child for child in section.walk() if child is not section)
    return [child for child in below if starts_new_page(child)] or [section]


def _merged(groups: Iterable[list[Section]]) -> Iterator[list[Section]]:
    """The groups, with adjacent ones of one section merged within a matter, as front matter is."""
    merged: list[Section] = []
    for group in groups:
        if merged and (len(group) > 1 or group[0].matter is not merged[0].matter):
            yield merged
            merged = []
        if len(group) > 1:
            yield group
        else:
            merged += group
    if merged:
        yield merged


def _relative_height(section: Section, length: float, longest: float) -> float:
    """The height of a bar from 0.12 to 1; the exponent keeps short chapters visible."""
    if section.missing:
        return 0.12
    return 0.12 + 0.88 * math.pow(length / max(longest, 1.0), 0.7)


def _length(section: Section) -> float:
    """The length of a section's own text in characters, rounded to a step."""
    below = (child for child in section.walk() if child is not section)
    parts = (section, *(child for child in below if not starts_new_page(child)))
    length = sum(len(text_of(part.body)) for part in parts)
    return _STEP ** round(math.log(length, _STEP)) if length else 0.0
