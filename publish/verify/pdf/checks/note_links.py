"""The call of a note leads to the note, and the number of the note back to its first call."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from publish.model.book import Book
from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.pdf.checks.formulas import MATH
from publish.verify.pdf.checks.text import calls_in, is_note, own_nodes
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.destinations import DEAD
from publish.verify.pdf.reader.structure_tree import Node

_ABOVE = 6.0  # points that a destination may stand above the signs: less than a line


def note_links(finished: Finished) -> Iterator[Difference]:
    """Links to notes and back; what is missing of the notes themselves is told of with them."""
    tall = set(_tall(finished.book))
    order = {id(node): place for place, node in enumerate(finished.nodes)}
    for section, call, shown, note in _called(finished):
        subject = f"note #{note.id} of {name(section)}"
        room = _room(finished, note) if note.id in tall else 0.0
        yield from _leads(finished, subject, "the link to it", shown, note, room)
        number = next((each for each in note.walk() if each.role == "Lbl"), None)
        if number is None or not call.get("id"):
            continue  # a later call of the same note
        yield from _leads(finished, subject, "the link back", number, shown)
        if order[id(note)] < order[id(shown)]:
            values = quoted("after its call"), quoted("before it")
            yield Difference(Code.NOTE, "note links", subject, "place in the tree", *values)


def _called(finished: Finished) -> Iterator[tuple[Section, etree._Element, Node, Node]]:
    """Each call of the book with its section, its element in the file, and that of its note."""
    notes = {node.id: node for node in finished.nodes if node.role == "Note"}
    others = finished.claimed
    for section in finished.book.walk():
        element = finished.elements.get(section.id)
        calls = calls_in(section) if element is not None else []
        if element is not None and calls:
            within = own_nodes(element, others)
            shown = (node for node in within if node.role == "Reference")
            for call, node in zip(calls, shown, strict=False):
                if (note := notes.get(call.get("href", "").removeprefix("#"))) is not None:
                    yield section, call, node, note


def _tall(book: Book) -> Iterator[str]:
    """The notes with a picture or formula, which may push their first line down, by their ids."""
    for section in book.walk():
        for note in filter(is_note, section.body.iter("{*}aside")):
            if next(note.iter("{*}img", MATH), None) is not None:
                yield note.get("id", "")


def _room(finished: Finished, note: Node) -> float:
    """The height (points from the foot) to which nothing but the note stands on its first page."""
    begins = note.first
    if begins is None or begins.passage is None:
        return 0.0
    head = begins.passage.top
    own = {mark.number for mark in note.marks() if mark.page == begins.page}
    shown = finished.pages[begins.page].marked.items()
    feet = (each.bottom for number, each in shown if number not in own)
    return min((foot for foot in feet if foot >= head), default=math.inf)


def _leads(
    finished: Finished, subject: str, aspect: str, link: Node, target: Node, room: float = 0.0
) -> Iterator[Difference]:
    """Whether a link in one element shows the place where another begins, or one in its `room`."""
    begins = target.first
    held = next((holder for node in link.walk() for holder in node.links), None)
    place = finished.destinations.place(held) if held is not None else None
    if begins is None or begins.passage is None:
        return
    foot, head = begins.passage.bottom, begins.passage.top
    if (
        place is None
        or place.page != begins.page
        or not (foot <= place.top <= max(head + _ABOVE, room))
    ):
        right = f"page {begins.page + 1} at {head:.0f} points"
        wrong = DEAD if place is None else f"page {place.page + 1} at {place.top:.0f} points"
        yield Difference(Code.NOTE, "note links", subject, aspect, quoted(right), quoted(wrong))
