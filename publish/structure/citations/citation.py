"""Writes one citation: in the text, or as a note of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from publish.csl.runs import BOLD, ITALIC, SMALL, SUB, SUP, UNDERLINE, Runs, TextRun, text_of_runs
from publish.model.xhtml import X, element, remove
from publish.structure.citations.anchors import Anchors

# The mark of a run, and the element and class that show it; the first is the outermost.
_SHOWN = (
    (ITALIC, "em", ""),
    (BOLD, "strong", ""),
    (SMALL, "span", "small-caps"),
    (UNDERLINE, "span", "underline"),
    (SUP, "sup", ""),
    (SUB, "sub", ""),
)
_PUNCTUATION = re.compile(r"[.,;:!?…]*[”’»“\"')\]]*[.,;:!?…]*")
# Where the call stands before the stop, as French sets it.
_BEFORE_STOP = frozenset({"fr"})


@dataclass(frozen=True, slots=True)
class CitationText:
    """What a citation says: its own words, the authors that running text names, its anchor."""

    runs: Runs
    author: Runs
    anchor: str


def write_in_text(
    node: etree._Element, text: CitationText, anchors: Anchors, *, stops: bool
) -> None:
    """Fill the span of a citation; `stops` takes the note's own stop off inside of a sentence."""
    runs = text.runs
    if stops and text_of_runs(runs).endswith(".") and (node.tail or "").strip():
        runs = _without_final_stop(runs)
    if text.author:
        runs = (*text.author, TextRun(" "), *runs)
    node.set("id", text.anchor)
    append_runs(node, runs, anchors)


def _without_final_stop(runs: Runs) -> Runs:
    *before, last = runs
    return (*before, TextRun(last.text[:-1], last.marks, last.link, last.key))


def write_in_note(
    node: etree._Element,
    body: etree._Element,
    text: CitationText,
    anchors: Anchors,
    language: str,
) -> None:
    """Put a call in the place of the citation, and a note with its text at the end of the body."""
    name = f"citation {text.anchor}"
    call = element("a", class_="noteref", data_note=name)
    aside = element("aside", class_="footnote", data_note=name)
    paragraph = etree.SubElement(aside, f"{X}p")
    cited = element("span", class_="citation", id=text.anchor)
    paragraph.append(cited)
    append_runs(cited, text.runs, anchors)
    body.append(aside)
    if text.author:
        append_runs(node, text.author, anchors)
    else:
        _remove_space_before(node)
    around = next(node.iterancestors(f"{X}a"), node)  # a link holds no call
    call.tail, around.tail = around.tail, None
    around.addnext(call)
    if language.split("-")[0].lower() not in _BEFORE_STOP:
        _move_after_punctuation(call)
    if not text.author:
        remove(node)


def _remove_space_before(node: etree._Element) -> None:
    """Take the space before a citation away: its call stands at the word."""
    before, parent = node.getprevious(), node.getparent()
    if before is not None:
        before.tail = (before.tail or "").rstrip()
    elif parent is not None:
        parent.text = (parent.text or "").rstrip()


def _move_after_punctuation(call: etree._Element) -> None:
    tail = call.tail or ""
    found = _PUNCTUATION.match(tail)
    if found is None or not found[0]:
        return
    call.tail = tail[found.end() :]
    before = call.getprevious()
    assert before is not None, "the span of the citation"
    before.tail = (before.tail or "") + found[0]


def sort_notes(body: etree._Element) -> None:
    """Put the notes of a body in the order of their first calls, as readers of it expect."""
    notes = {
        aside.get("data-note"): aside
        for aside in body.iter(f"{X}aside")
        if aside.get("class") == "footnote"
    }
    calls = [call.get("data-note") for call in body.iter(f"{X}a")]
    for label in dict.fromkeys(label for label in calls if label in notes):
        body.append(notes[label])


def append_runs(parent: etree._Element, runs: Runs, anchors: Anchors) -> None:
    """Add runs to an element; what cites an entry links to it, an address to where it leads."""
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
            made = element(tag, class_=name) if name else element(tag)
            parent.append(made)
            parent = made
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + run.text
    else:
        parent.text = (parent.text or "") + run.text
