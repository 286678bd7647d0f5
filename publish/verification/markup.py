"""The elements and classes of a section's XHTML, named again and not taken from the writers."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

X = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}svg"
MATH = "{http://www.w3.org/1998/Math/MathML}math"


def with_formulas_as_text(node: etree._Element) -> etree._Element:
    """A text of titles with the text alternative of each formula in its place."""
    if next(node.iter(MATH), None) is None:
        return node
    copy = deepcopy(node)
    for math in copy.iter(MATH):
        math[:], math.text, math.tag = [], math.get("alttext"), f"{X}span"
    return copy


def without_calls(heading: etree._Element) -> etree._Element:
    """A heading without the calls of notes, which no other surface shows."""
    if not note_calls(heading):
        return heading
    copy = deepcopy(heading)
    for call in note_calls(copy):
        call[:], call.text = [], None
    return copy


def has_class(node: etree._Element, name: str) -> bool:
    """Whether an element has a class."""
    # Most elements have no class, or none like it: a search is faster than a list.
    written = node.get("class")
    return written is not None and name in written and name in written.split()


def is_caption(node: etree._Element) -> bool:
    """Whether an element is the caption of a table, figure, listing or equation."""
    return node.tag in (f"{X}caption", f"{X}figcaption")


def is_note(node: etree._Element) -> bool:
    """Whether an element is a note."""
    return node.tag == f"{X}aside" and has_class(node, "footnote")


def is_in_note(node: etree._Element) -> bool:
    """Whether an element is in a note."""
    return any(map(is_note, node.iterancestors(f"{X}aside")))


def is_note_number(node: etree._Element) -> bool:
    """Whether an element is the number that a note begins with."""
    return has_class(node, "note-number")


def note_calls(*roots: etree._Element) -> list[etree._Element]:
    """The calls of notes, in reading order."""
    links = (link for root in roots for link in root.iter(f"{X}a"))
    return [link for link in links if has_class(link, "noteref")]


def calls_at_foot(*roots: etree._Element) -> list[etree._Element]:
    """The calls of notes as a PDF has them whose notes follow their first calls."""
    notes = {f"#{note.get('id')}": note for root in roots for note in notes_in(root)}
    within = {call for note in notes.values() for call in note_calls(note)}
    calls = []
    for first in note_calls(*roots):
        waiting = [first] if first not in within else []
        for call in waiting:
            note = notes.pop(call.get("href", ""), None)
            waiting += note_calls(note) if note is not None else []
        calls += waiting
    return calls


def notes_in(root: etree._Element) -> list[etree._Element]:
    """The notes, in document order."""
    return [node for node in root.iter(f"{X}aside") if is_note(node)]


def is_page_reference(link: etree._Element) -> bool:
    """Whether a link requests the page number of its target."""
    return has_class(link, "xref") and has_class(link, "page")


def is_locator(link: etree._Element) -> bool:
    """Whether a link is a locator of an index entry."""
    return has_class(link, "locator")
