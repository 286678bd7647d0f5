"""Pages with empty lines at the foot, and chapters that end on a few lines, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from publish.proofing.evidence import Evidence
from publish.proofing.facts import Area, Finding, Weight
from publish.proofing.findings.next_page import why_not_here
from publish.proofing.reading.layout import Layout, Page
from publish.proofing.reading.lines import Line

_SHORT, _VERY_SHORT = 3, 7  # empty lines
_FEW = 5  # lines that the last page of a chapter should have
_NOTES = 2  # lines between the text and its notes: one of white, and that of the first note


def find_short_pages(evidence: Evidence) -> Iterator[Finding]:
    """The pages that go on overleaf, although more than three lines are empty."""
    layout = evidence.layout
    for page in layout.pages:
        white = empty_lines(layout, page) if layout.goes_on(page) else 0.0
        if white > _SHORT and page.lines:
            last = _last(page)
            message = f"{white:.0f} empty lines at the foot of the page"
            weight = Weight.NOTABLE if white > _VERY_SHORT else Weight.SLIGHT
            reason = why_not_here(layout, page)
            found = evidence.of_line(
                "short-page", weight, last, message, reason=reason, amount=white
            )
            yield replace(found, area=_white_area(layout, last, white))


def find_short_ends(evidence: Evidence) -> Iterator[Finding]:
    """The last pages of chapters with fewer than five lines."""
    layout = evidence.layout
    for before, page in pairwise(layout.pages):
        if not layout.goes_on(before) or layout.goes_on(page) or page.has_picture:
            continue
        count = len({round(line.baseline) for line in page.lines})
        if 0 < count < _FEW:
            message = f"ends on a page of {count} line{'s' if count > 1 else ''}"
            reason = _why_a_page(layout, before, count)
            yield evidence.of_line(
                "short-end",
                Weight.NOTABLE,
                _last(page),
                message,
                reason=reason,
                amount=_FEW - count,
            )


def empty_lines(layout: Layout, page: Page) -> float:
    """How many lines are empty at the foot of a page, or above its notes."""
    notes = [line.baseline for line in page.lines if line.block.is_note]
    others = [line.baseline for line in page.lines if not line.block.is_note]
    drawn = (each.area.bottom for each in page.drawn if not each.block.is_note)
    end = max([*others, *drawn], default=layout.setting.head)
    if notes:
        return max((min(notes) - end) / layout.setting.leading - _NOTES, 0)
    return max(layout.setting.foot - end, 0) / layout.setting.leading


def _why_a_page(layout: Layout, before: Page, count: int) -> str:
    white = round(empty_lines(layout, before))
    lines = "line" if count == 1 else f"{count} lines"
    if white < 1:
        return f"the page before is full: to lose the {lines}, shorten the chapter by as much"
    more = f"the page before has {white} empty line{'s' if white > 1 else ''}"
    return f"{more}, but {why_not_here(layout, before)}"


def _last(page: Page) -> Line:
    """The last line of the text of a page, or else of all on it."""
    return next((line for line in reversed(page.lines) if not line.block.is_note), page.lines[-1])


def _white_area(layout: Layout, last: Line, white: float) -> Area:
    """The empty lines below a line."""
    left, right = layout.setting.frame(last.page)
    top = last.area.bottom
    return Area(left, top, right, top + white * layout.setting.leading)
