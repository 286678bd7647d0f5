"""Notes: the number of each call and note, and the words of each note, wherever it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.markup import is_note_number, note_calls, notes_in
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.own_text import compare_words, note_marks, note_words, own_nodes
from publish.verify.pdf.reader.structure_tree import Node, joined


def check_notes(finished: Finished) -> Iterator[Difference]:
    """The calls and notes of each section."""
    elements = {node.id: node for node in finished.nodes if node.role == "Note"}
    for section in finished.fresh:
        element = finished.elements.get(section.id)
        if element is not None:
            yield from _check_calls(section, list(own_nodes(element, finished.claimed)))
            yield from _check_notes(section, elements)


def _check_calls(section: Section, nodes: Sequence[Node]) -> Iterator[Difference]:
    expected = ["".join(call.itertext()).strip() for call in note_calls(section.body)]
    actual = [joined(node.marks()) for node in nodes if node.role == "Reference"]
    if expected != actual:
        values = quoted(" ".join(expected)), quoted(" ".join(actual))
        yield Difference(Code.NOTE, "notes", name(section), "numbers of the calls", *values)


def _check_notes(section: Section, elements: Mapping[str, Node]) -> Iterator[Difference]:
    for note in notes_in(section.body):
        subject = f"note #{note.get('id')} of {name(section)}"
        node = elements.get(note.get("id", ""))
        number = "".join(t for n in note.iter() if is_note_number(n) for t in n.itertext()).strip()
        printed = _printed_number(node) if node else None
        if printed != number:
            values = quoted(number), quoted(printed)
            yield Difference(Code.NOTE, "notes", subject, "number", *values)
        actual = joined(note_marks(node)).split() if node else []
        yield from compare_words("notes", subject, note_words(note), actual)


def _printed_number(note: Node) -> str | None:
    label = next((node for node in note.walk() if node.role == "Lbl"), None)
    return joined(label.marks()) if label else None
