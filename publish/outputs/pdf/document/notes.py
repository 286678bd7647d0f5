"""Moves each note to its call, where the layout engine looks for the notes of a page, and links
both to each other."""

from __future__ import annotations

from lxml import etree

from publish.model.language import LocalizedWords
from publish.model.xhtml import X
from publish.outputs.pdf.document.runts import runs_against

_BLOCKS = frozenset(
    f"{X}{tag}" for tag in "p ul ol dl li dt dd pre blockquote table figure div".split()
)


def link_notes(root: etree._Element, localised: LocalizedWords) -> None:
    """Let the number of each note lead back to its first call, and say where both links lead.

    Their own text is a number, which tells nobody who hears it alone what it is the number of.
    """
    for call in _noterefs(root):
        call.set("aria-label", localised.note.replace("{}", "".join(call.itertext())))
    for note in _footnotes(root):
        number = next((n for n in note.iter(f"{X}span") if n.get("class") == "note-number"), None)
        if number is not None:
            call_id = note.get("id", "").replace("note-", "call-", 1)
            about = {
                "class": "backlink",
                "href": f"#{call_id}",
                "aria-label": localised.back_to_text,
            }
            link = etree.SubElement(number, f"{X}a", about)
            link.text, number.text = number.text, None


def _noterefs(root: etree._Element) -> list[etree._Element]:
    return [link for link in root.iter(f"{X}a") if link.get("class") == "noteref"]


def _footnotes(root: etree._Element) -> list[etree._Element]:
    return [aside for aside in root.iter(f"{X}aside") if aside.get("class") == "footnote"]


def place_notes(root: etree._Element) -> None:
    """Put every `aside.footnote` behind the first call that names it.

    The aside keeps its id, its number and its blocks; a later call of the same note stays a link.
    """
    notes = {aside.get("id"): aside for aside in _footnotes(root)}
    for call in _noterefs(root):
        note = notes.pop(call.get("href", "").removeprefix("#"), None)
        if note is not None:
            _move_behind(note, call)


def hold_calls(root: etree._Element) -> None:
    """Keep each call of a note on one line with the word before it."""
    for call in _noterefs(root):
        _hold(call)


def _hold(call: etree._Element) -> None:
    text = _text_before(call)
    if not text or text[-1].isspace():
        return
    word = text.split()[-1]
    if runs_against(word, call):
        return
    held = etree.Element(f"{X}span", {"class": "held"})
    held.text = word
    _set_text_before(call, text[: -len(held.text)])
    call.addprevious(held)
    held.tail, call.tail = call.tail, None
    held.append(call)


def _text_before(node: etree._Element) -> str:
    before, parent = node.getprevious(), node.getparent()
    if before is not None:
        return before.tail or ""
    return (parent.text or "") if parent is not None else ""


def _set_text_before(node: etree._Element, text: str) -> None:
    before, parent = node.getprevious(), node.getparent()
    if before is not None:
        before.tail = text
    elif parent is not None:
        parent.text = text


def _move_behind(note: etree._Element, call: etree._Element) -> None:
    _take_out(note)
    _close_up(note)
    note.tail, call.tail = call.tail, None
    call.addnext(note)


def _close_up(note: etree._Element) -> None:
    """Drop the white space between blocks, which in the midst of a line is no longer ignored."""
    for node in note.iter("{*}aside", "{*}ul", "{*}ol", "{*}dl", "{*}li", "{*}dd", "{*}blockquote"):
        if len(node) and not (node.text or "").strip():
            node.text = None
        for block in node:
            if not (block.tail or "").strip() and block.tag in _BLOCKS:
                block.tail = None


def _take_out(node: etree._Element) -> None:
    """Remove an element and leave the text that follows it where it is."""
    parent = node.getparent()
    if parent is None:
        return
    _set_text_before(node, _text_before(node) + (node.tail or ""))
    parent.remove(node)
    node.tail = None
