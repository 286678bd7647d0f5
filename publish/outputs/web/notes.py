"""Notes on the web: each after the block that calls it first, where it is opened.

Where there is room beside the text, it is in the margin (`web.css`). So a note needs no script,
and no two of them can overlap.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from lxml import etree

from publish.model.language import LocalizedWords
from publish.model.markup import FOOTNOTE, X, has_class, note_calls
from publish.outputs.pages.notes import describe_notes, detach, is_endnote

# What a note cannot stand in, or would tear apart: it follows the whole.
_WHOLE = frozenset(f"{X}{name}" for name in "table figure header dl pre h1 h2 h3 h4 h5 h6".split())
# What a note may be in.
_HOLDERS = frozenset(
    f"{X}{name}" for name in ("section", "li", "blockquote", "aside", "div", "body")
)


def place_notes(root: etree._Element, localized: LocalizedWords, calls: Mapping[str, str]) -> None:
    """Move every note of a document after the block with its first call, in their order."""
    notes = {note.get("id", ""): note for note in describe_notes(root, localized, calls)}
    firsts = {call.get("id", ""): call for call in note_calls(root)}
    for name, call in calls.items():
        note = notes.get(name)
        if note is not None and call in firsts and not is_endnote(note):
            block = _block_of(firsts[call])
            detach(note)
            _insert_after(block, note)


def _block_of(call: etree._Element) -> etree._Element:
    """The innermost block around a call that a note can follow; another note is such a block."""
    block = call
    around = [call, *call.iterancestors()]
    for node, parent in pairwise(around):
        if parent.tag in _HOLDERS:
            block = node
            break
    whole = [node for node in around if node.tag in _WHOLE or has_class(node, FOOTNOTE)]
    return whole[-1] if whole else block


def _insert_after(block: etree._Element, note: etree._Element) -> None:
    """Insert a note after a block and the notes that are there."""
    parent = block.getparent()
    if parent is None:
        return
    place = parent.index(block) + 1
    while place < len(parent) and has_class(parent[place], FOOTNOTE):
        place += 1
    parent.insert(place, note)
    note.tail = "\n"
