"""Notes that the program adds: for citations in notes, and for the addresses of links."""

from __future__ import annotations

import re

from lxml import etree

from publish.model.markup import DATA_NOTE, FOOTNOTE, NOTE_CALL, X
from publish.model.xhtml import element

_PUNCTUATION = re.compile(r"[.,;:!?…]*[”’»“\"')\]]*[.,;:!?…]*")
# Where the call precedes the stop, as in French.
_CALL_BEFORE_STOP = frozenset({"fr"})


def add_note(
    after: etree._Element, body: etree._Element, label: str, language: str
) -> etree._Element:
    """Put a call after an element, and its note at the end of a body; the paragraph of the note.

    The call follows the punctuation after the element, unless the language has it before.
    """
    call = element("a", class_=NOTE_CALL, **{DATA_NOTE: label})
    aside = element("aside", class_=FOOTNOTE, **{DATA_NOTE: label})
    body.append(aside)
    call.tail, after.tail = after.tail, None
    after.addnext(call)
    if language.split("-")[0].lower() not in _CALL_BEFORE_STOP:
        _move_after_punctuation(call)
    return etree.SubElement(aside, f"{X}p")


def _move_after_punctuation(call: etree._Element) -> None:
    tail = call.tail or ""
    punctuation = _PUNCTUATION.match(tail)
    if punctuation is None or not punctuation[0]:
        return
    call.tail = tail[punctuation.end() :]
    before = call.getprevious()
    assert before is not None, "the element that the call follows"
    before.tail = (before.tail or "") + punctuation[0]
