"""Notes: the number of each call and note, and the words of each note, wherever it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import is_note_number, notes_in
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_text import compare_words, note_content, note_words, own_elements
from publish.verification.pdf.reader.structure_tree import StructureElement, printed_text


def check_notes(finished: FinishedPdf) -> Iterator[Difference]:
    """The calls and notes of each section."""
    for section, element in finished.elements_to_check():
        yield from _check_calls(finished, section, element)
        yield from _check_notes(section, finished.note_elements)


def _check_calls(
    finished: FinishedPdf, section: Section, element: StructureElement
) -> Iterator[Difference]:
    calls = finished.note_calls(section)
    elements = own_elements(finished, element)
    expected = ["".join(call.itertext()).strip() for call in calls]
    actual = [printed_text(node.content()) for node in elements if node.role == "Reference"]
    if expected != actual:
        values = quoted(" ".join(expected)), quoted(" ".join(actual))
        yield Difference(Code.NOTE, "notes", section_name(section), "numbers of the calls", *values)


def _check_notes(
    section: Section, elements: Mapping[str, StructureElement]
) -> Iterator[Difference]:
    for note in notes_in(section.body):
        subject = f"note #{note.get('id')} of {section_name(section)}"
        node = elements.get(note.get("id", ""))
        number = "".join(t for n in note.iter() if is_note_number(n) for t in n.itertext()).strip()
        printed = _printed_number(node) if node else None
        if printed != number:
            values = quoted(number), quoted(printed)
            yield Difference(Code.NOTE, "notes", subject, "number", *values)
        actual = printed_text(note_content(node)).split() if node else []
        yield from compare_words("notes", subject, note_words(note), actual)


def _printed_number(note: StructureElement) -> str | None:
    label = next((node for node in note.walk() if node.role == "Lbl"), None)
    return printed_text(label.content()) if label else None
