"""The call of a note leads to the note, and the number of the note back to its first call."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.pdf.destinations import DEAD
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.text import calls_in, own_nodes
from publish.verify.pdf.tree import Node

_ABOVE = 6.0  # points that a destination may stand above the signs: less than a line


def note_links(finished: Finished) -> Iterator[Difference]:
    """Links to notes and back; what is missing of the notes themselves is told of with them."""
    notes = {node.id: node for node in finished.nodes if node.role == "Note"}
    others = {id(node) for node in finished.elements.values()}
    for section in finished.book.walk():
        element = finished.elements.get(section.id)
        if element is None:
            continue
        within = own_nodes(element, others - {id(element)})
        shown = [node for node in within if node.role == "Reference"]
        for call, node in zip(calls_in(section), shown, strict=False):
            note = notes.get(_target(call))
            number = note and next((each for each in note.walk() if each.role == "Lbl"), None)
            if note is None or number is None:
                continue
            subject = f"note #{note.id} of {name(section)}"
            yield from _leads(finished, subject, "the link to it", node, note)
            if call.get("id"):
                yield from _leads(finished, subject, "the link back", number, node)


def _target(call: etree._Element) -> str:
    return call.get("href", "").removeprefix("#")


def _leads(
    finished: Finished, subject: str, aspect: str, link: Node, target: Node
) -> Iterator[Difference]:
    """Whether a link in one element shows the place where another begins."""
    begins = target.first
    held = next((holder for node in link.walk() for holder in node.links), None)
    place = finished.destinations.place(held) if held is not None else None
    if begins is None:
        return
    foot = min(run.bottom for run in begins.runs)
    head = max(run.top for run in begins.runs)
    if place is None or place.page != begins.page or not foot <= place.top <= head + _ABOVE:
        right = f"page {begins.page + 1} at {head:.0f} points"
        wrong = DEAD if place is None else f"page {place.page + 1} at {place.top:.0f} points"
        yield Difference(Code.NOTE, "note links", subject, aspect, quoted(right), quoted(wrong))
