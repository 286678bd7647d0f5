"""The calls of notes in a PDF, each with its note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from publish.model.section import Section
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_text import own_elements
from publish.verification.pdf.reader.structure_tree import StructureElement


class Call(NamedTuple):
    """A call of the book with its section, its structure element, and that of its note."""

    section: Section
    call: etree._Element
    element: StructureElement
    note: StructureElement


def calls(finished: FinishedPdf) -> list[Call]:
    """Those of the sections to check whose note is in the file."""
    return finished.memo(_all_calls)


def _all_calls(finished: FinishedPdf) -> list[Call]:
    return list(_find_calls(finished))


def _find_calls(finished: FinishedPdf) -> Iterator[Call]:
    for section, element in finished.elements_to_check():
        if in_text := finished.note_calls(section):
            within = own_elements(finished, element)
            references = (node for node in within if node.role == "Reference")
            for call, node in zip(in_text, references, strict=False):
                note = finished.note_elements.get(call.get("href", "").removeprefix("#"))
                if note is not None:
                    yield Call(section, call, node, note)
