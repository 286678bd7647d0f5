"""Notes, as their sections have them once they are numbered."""

from __future__ import annotations

import msgspec
from lxml import etree


class Note(msgspec.Struct, frozen=True):
    """A note of a section, as numbered in its file.

    `label` is the one in the manuscript, `body` the element with the text of the note, and
    `call_id` the id of the first call.
    """

    id: str
    number: int
    label: str
    body: etree._Element
    call_id: str
