"""Ends of chapters that would be on a page of a few lines.

The last page of a chapter with fewer than five lines looks like an oversight. The lines before it
are chosen anew: as many paragraphs as it has lines are set one line shorter, so that it goes, or as
many as it lacks one line longer, whichever are fewer. Where too few can be set so with good spaces,
the page before it leaves it some lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from operator import itemgetter
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

from publish.outputs.pdf.layout.compose.asked import Asked
from publish.outputs.pdf.layout.engine.full_pages import filled_lines, foot_of_text

FEWEST = 5  # lines on the last page of a chapter
_FREE = 3  # lines that a page may leave empty
_MOST = 3  # paragraphs that are set otherwise: more are on many pages, some of which have gaps
_SLACK = 0.1  # of a line, by which the foot of a page may cut it


def lay_out_full_ends(
    lay_out: Callable[[], Document | None], document: Document, asked: Asked
) -> Document:
    """The pages of a chapter, laid out again where its end is on a page of a few lines.

    `lay_out` lays it out as is `asked` for; None where that went wrong.
    """
    lines = lines_at_end(document)
    if lines >= FEWEST:
        return document
    for wish in _wishes(document, lines):
        asked.lines |= wish.lines
        asked.free |= wish.free
        again = lay_out()
        if again and _is_better(again, document):
            return again
        for element in wish.lines:
            del asked.lines[element]
        for page in wish.free:
            del asked.free[page]
    return document


def _is_better(again: Document, before: Document) -> bool:
    if len(again.pages) > len(before.pages) or lines_at_end(again) < FEWEST:
        return False
    return len(again.pages) < len(before.pages) or _free_lines(again) <= _FREE


def lines_at_end(document: Document) -> int:
    """How many lines are on the last of several pages; `FEWEST` where something else is there."""
    if len(document.pages) < 2:
        return FEWEST
    inside = list(_root(document).descendants())
    if any(isinstance(box, boxes.ReplacedBox | boxes.TableBox) for box in inside):
        return FEWEST
    return len({round(box.position_y) for box in inside if _has_words(box)}) or FEWEST


def _root(document: Document, page: int = -1) -> Any:
    return document.pages[page]._page_box.children[0]


def _has_words(box: Any) -> bool:
    return isinstance(box, boxes.LineBox) and bool(box.children)


def _wishes(document: Document, lines: int) -> Iterator[Asked]:
    """What may be asked for, the least first: fewer or more lines, then lines that stay free."""
    free = _free_lines(document)
    more = FEWEST - lines + free
    needs = {-1: max(lines - free, 1), 1: more}
    for change, needed in sorted(needs.items(), key=itemgetter(1)):
        if needed > _MOST:
            break
        chosen = dict(islice(_adjustable(document, change), needed))
        if len(chosen) == needed:
            yield Asked(lines=chosen)
    if more <= _FREE:
        yield Asked(free={(_root(document).element, len(document.pages) - 1): more})


def _free_lines(document: Document) -> int:
    """How many lines are free on the last page but one, with those that went into its gaps."""
    page, root = document.pages[-2]._page_box, _root(document, -2)
    foot = foot_of_text(page)
    lines = (box for box in root.descendants() if isinstance(box, boxes.LineBox))
    end = max((box.position_y + box.height for box in lines), default=foot)
    return filled_lines(page) + int((foot - end) / strut(root.style)[0] + _SLACK)


def _adjustable(document: Document, change: int) -> Iterator[tuple[Element, int]]:
    """Paragraphs that can have a line more or fewer, the last first, and their new number."""
    tried = set()
    for page in reversed(document.pages):
        lines = [box for box in page._page_box.descendants() if isinstance(box, boxes.LineBox)]
        for line in reversed(lines):
            paragraph = getattr(line, "paragraph", None)
            if paragraph is None or line.element in tried:
                continue
            tried.add(line.element)
            if number := paragraph.other_lines(change):
                yield line.element, number
