"""Moves each note to its call, where the layout engine expects the notes of a page, and links both
to each other."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from publish.model.language import LocalizedWords
from publish.model.markup import (
    BACKLINK,
    NOTE_NUMBER,
    NOWRAP,
    REFERENCES,
    X,
    has_class,
    note_calls,
    notes_of,
)
from publish.model.script import strong_directions
from publish.model.xhtml import set_text_before, text_before

_DIRECTION = etree.XPath("string(ancestor-or-self::*[@dir != ''][1]/@dir)")
_LANGUAGE = etree.XPath("string(ancestor-or-self::*[@lang][1]/@lang)")
_IDEOGRAPHS = "\u2e80"  # from here on, characters are words
_BLOCKS = frozenset(
    f"{X}{tag}" for tag in "p ul ol dl li dt dd pre blockquote table figure div".split()
)


def link_notes(root: etree._Element, calls: Mapping[str, str], words: LocalizedWords) -> None:
    """Link the number of each note back to its first call, and label both links.

    `calls` are the ids of the first calls by those of their notes. The text of either link is a
    number, which alone does not tell a listener what it is the number of.
    """
    for call in note_calls(root):
        call.set("aria-label", words.note.replace("{}", "".join(call.itertext())))
    for note in notes_of(root):
        number = next((n for n in note.iter(f"{X}span") if has_class(n, NOTE_NUMBER)), None)
        if number is not None:
            call_id = calls[note.get("id", "")]
            attributes = {
                "class": BACKLINK,
                "href": f"#{call_id}",
                "aria-label": words.back_to_text,
            }
            link = etree.SubElement(number, f"{X}a", attributes)
            link.text, number.text = number.text, None


def drop_return_links(root: etree._Element) -> None:
    """Drop the links from the bibliography to its citations: on paper they are stray arrows."""
    for entries in root.iter(f"{X}ul"):
        if has_class(entries, REFERENCES):
            for link in [a for a in entries.iter(f"{X}a") if has_class(a, BACKLINK)]:
                _remove_with_space(link)


def _remove_with_space(link: etree._Element) -> None:
    before, entry = link.getprevious(), link.getparent()
    if before is not None and entry is not None:
        before.tail = (before.tail or "").rstrip()
        entry.remove(link)


def move_notes_to_calls(root: etree._Element) -> None:
    """Put every `aside.footnote` after its first call, or after the note with that call.

    The aside keeps its id, its number and its blocks; a later call of the same note stays a link.
    """
    notes = {aside.get("id", ""): aside for aside in notes_of(root)}
    inside = {call for note in notes.values() for call in note_calls(note)}
    for call in note_calls(root):
        if call not in inside:
            _move_notes(call, notes)


def _move_notes(call: etree._Element, notes: dict[str, etree._Element]) -> None:
    """Put the note of a call after it, then the notes that it calls, then those that they do."""
    after, waiting = call, [call]
    for each in waiting:
        note = notes.pop(each.get("href", "").removeprefix("#"), None)
        if note is not None:
            _keep_inherited(note, call)
            _remove(note)
            _strip_between_blocks(note)
            note.tail, after.tail = after.tail, None
            after.addnext(note)
            after = note
            waiting += note_calls(note)


def _keep_inherited(note: etree._Element, call: etree._Element) -> None:
    """Give a note the direction and the language of its place, if those of its call are others."""
    direction = _DIRECTION(note) or "ltr"
    if direction != (_DIRECTION(call) or "ltr"):
        note.set("dir", direction)
    language = _LANGUAGE(note)
    if language != _LANGUAGE(call):
        note.set("lang", language)


def keep_with_previous_word(root: etree._Element) -> None:
    """Keep each call of a note on one line with the word before it."""
    for call in note_calls(root):
        text = text_before(call)
        if not text or text[-1].isspace():
            continue
        word = _last_word(text)
        if _runs_against(word, call):
            continue
        span = etree.Element(f"{X}span", {"class": NOWRAP})
        span.text = word
        set_text_before(call, text[: -len(word)])
        call.addprevious(span)
        span.tail, call.tail = call.tail, None
        span.append(call)


def _last_word(text: str) -> str:
    """The last word, or in a script without spaces the last character with the mark after it."""
    word = text.split()[-1]
    return word if word.isascii() or max(word) < _IDEOGRAPHS else word[-2:]


def _strip_between_blocks(note: etree._Element) -> None:
    """Drop the white space between blocks, which inside a line is no longer ignored."""
    for node in note.iter("{*}aside", "{*}ul", "{*}ol", "{*}dl", "{*}li", "{*}dd", "{*}blockquote"):
        if len(node) and not (node.text or "").strip():
            node.text = None
        for block in node:
            if not (block.tail or "").strip() and block.tag in _BLOCKS:
                block.tail = None


def _remove(node: etree._Element) -> None:
    """Remove an element and leave the text after it where it is."""
    parent = node.getparent()
    if parent is None:
        return
    set_text_before(node, text_before(node) + (node.tail or ""))
    parent.remove(node)
    node.tail = None


def _runs_against(text: str, node: etree._Element) -> bool:
    """Whether a text runs against the direction of the element that contains it.

    The engine sets the elements of a line in the line's direction: words in an element of their own
    would change places with those before them.
    """
    direction = str(_DIRECTION(node)) or "ltr"
    return any(each != direction for each in strong_directions(text))
