"""Writes one citation: in the text, or as a note of its own."""

from __future__ import annotations

from itertools import groupby

from lxml import etree

from publish.csl.runs import BOLD, ITALIC, SMALL, SUB, SUP, UNDERLINE, Runs, TextRun, text_of_runs
from publish.model.markup import (
    CITATION,
    DATA_NOTE,
    SMALL_CAPS,
    UNDERLINED,
    X,
    note_calls,
    notes_of,
)
from publish.model.xhtml import element, remove
from publish.structure.added_notes import add_note
from publish.structure.citations.anchors import EntryAnchors

# The mark of a run, and the element and class for it; the first is the outermost.
_SHOWN = (
    (ITALIC, "em", ""),
    (BOLD, "strong", ""),
    (SMALL, "span", SMALL_CAPS),
    (UNDERLINE, "span", UNDERLINED),
    (SUP, "sup", ""),
    (SUB, "sub", ""),
)


def write_in_text(
    node: etree._Element, runs: Runs, author: Runs, anchors: EntryAnchors, *, in_notes: bool
) -> None:
    """Fill the span of a citation; `author` are the names that a narrative one begins with.

    A style that cites in notes ends a citation with a stop, which is dropped inside a sentence.
    """
    if in_notes and text_of_runs(runs).endswith(".") and (node.tail or "").strip():
        runs = _without_final_stop(runs)
    if author:
        runs = (*author, TextRun(" "), *runs)
    elif runs and all(SUP in run.marks for run in runs):
        _remove_space_before(node)
    append_runs(node, runs, anchors)


def _without_final_stop(runs: Runs) -> Runs:
    *before, last = runs
    return (*before, TextRun(last.text[:-1], last.marks, last.link, last.key))


def insert_note(
    node: etree._Element, body: etree._Element, label: str, language: str, *, narrative: bool
) -> etree._Element:
    """Put a call in the place of the citation, and a note at the end of the body; its span.

    The element of a narrative citation stays, for the names of the authors.
    """
    if not narrative:
        _remove_space_before(node)
    outer = next(node.iterancestors(f"{X}a"), node)  # a link holds no call
    cited = element("span", class_=CITATION)
    add_note(outer, body, label, language).append(cited)
    if not narrative:
        remove(node)
    return cited


def _remove_space_before(node: etree._Element) -> None:
    """Remove the space before a citation, so that its call follows the word."""
    before, parent = node.getprevious(), node.getparent()
    if before is not None:
        before.tail = (before.tail or "").rstrip()
    elif parent is not None:
        parent.text = (parent.text or "").rstrip()


def sort_notes(body: etree._Element) -> None:
    """Put the notes of a body in the order of their first calls, as its readers expect."""
    notes = {note.get(DATA_NOTE): note for note in notes_of(body)}
    calls = [call.get(DATA_NOTE) for call in note_calls(body)]
    for label in dict.fromkeys(label for label in calls if label in notes):
        body.append(notes[label])


def append_runs(parent: etree._Element, runs: Runs, anchors: EntryAnchors) -> None:
    """Add runs to an element, with links to the entries that they cite and to their addresses."""
    inside = parent.tag == f"{X}a" or next(parent.iterancestors(f"{X}a"), None) is not None
    for (link, key), group in groupby(runs, lambda run: (run.link, run.key)):
        target = link or anchors.entry_address(key)
        holder = parent
        if target and not inside:  # a link holds no link
            role = {} if link else {"role": "doc-biblioref"}
            holder = element("a", href=target, **role)
            parent.append(holder)
        for run in group:
            _append(holder, run)


def _append(parent: etree._Element, run: TextRun) -> None:
    for mark, tag, name in _SHOWN:
        if mark in run.marks:
            inner = element(tag, class_=name) if name else element(tag)
            parent.append(inner)
            parent = inner
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + run.text
    else:
        parent.text = (parent.text or "") + run.text
