"""Moves each note to its call, where the layout engine looks for the notes of a page."""

from __future__ import annotations

from lxml import etree

_X = "{http://www.w3.org/1999/xhtml}"


def place_notes(root: etree._Element) -> int:
    """Put every `aside.footnote` behind the first call that names it; returns how many there are.

    The aside keeps its id, its number and its blocks; a later call of the same note stays a link.
    """
    notes = {aside.get("id"): aside for aside in root.iter(f"{_X}aside") if _is_note(aside)}
    waiting = dict(notes)
    for call in list(root.iter(f"{_X}a")):
        if call.get("class") == "noteref":
            note = waiting.pop(call.get("href", "").removeprefix("#"), None)
            if note is not None:
                _move_behind(note, call)
    return len(notes) - len(waiting)


def _is_note(aside: etree._Element) -> bool:
    return aside.get("class") == "footnote"


def _move_behind(note: etree._Element, call: etree._Element) -> None:
    _take_out(note)
    note.tail, call.tail = call.tail, None
    call.addnext(note)


def _take_out(node: etree._Element) -> None:
    """Remove an element and leave the text that follows it where it is."""
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (node.tail or "")
    else:
        parent.text = (parent.text or "") + (node.tail or "")
    parent.remove(node)
    node.tail = None
