"""The links from the call of a note to the note, and from its number back to the first call."""

from __future__ import annotations

import math
from collections.abc import Iterator

from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.pdf.calls import calls
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.destinations import NOWHERE, PagePosition
from publish.verification.pdf.reader.structure_tree import StructureElement

_ABOVE = 6.0  # points by which a destination may be above a small text: less than a line


def check_note_links(finished: FinishedPdf) -> Iterator[Difference]:
    """The links between calls and notes; the check of the notes reports what they lack."""
    found = calls(finished)
    order = {id(node): at for at, node in enumerate(finished.elements if found else ())}
    for section, call, element, note in found:
        subject = f"note #{note.id} of {section_name(section)}"
        highest = _free_height(finished, note)
        yield from _check_link(finished, subject, "the link to it", element, note, highest)
        number = next((each for each in note.walk() if each.role == "Lbl"), None)
        if number is None or not call.get("id"):
            continue  # a later call of the same note
        yield from _check_link(finished, subject, "the link back", number, element)
        if order[id(note)] < order[id(element)]:
            values = quoted("after its call"), quoted("before it")
            yield Difference(Code.NOTE, "note links", subject, "place in the tree", *values)


def _free_height(finished: FinishedPdf, note: StructureElement) -> float:
    """The height (points from the foot) below which nothing but the note is above its text: its
    first line may be pushed down by a picture, a formula or the space of a title."""
    begin = note.first_text
    if begin is None or begin.passage is None:
        return 0.0
    top = begin.passage.top
    own = {part.mcid for part in note.content() if part.page == begin.page}
    passages = finished.pages[begin.page].passages.items()
    feet = (each.bottom for mcid, each in passages if mcid not in own)
    return min((foot for foot in feet if foot >= top), default=math.inf)


def _check_link(
    finished: FinishedPdf,
    subject: str,
    aspect: str,
    source: StructureElement,
    target: StructureElement,
    highest: float = 0.0,
) -> Iterator[Difference]:
    """Whether the link in `source` leads to where `target` begins, or above it up to `highest`."""
    begin = target.first_text
    link = next((link for node in source.walk() for link in node.links), None)
    position = finished.destinations.position(link) if link is not None else None
    if begin is None or begin.passage is None:
        return
    bottom, top = begin.passage.bottom, begin.passage.top
    above = max(_ABOVE, begin.passage.first.top - begin.passage.first.bottom)
    if (
        position is None
        or position.page != begin.page
        or not (bottom <= position.top <= max(top + above, highest))
    ):
        right = _at(PagePosition(begin.page, top))
        wrong = NOWHERE if position is None else _at(position)
        yield Difference(Code.NOTE, "note links", subject, aspect, quoted(right), quoted(wrong))


def _at(position: PagePosition) -> str:
    return f"page {position.page + 1} at {position.top:.0f} points"
