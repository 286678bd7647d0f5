"""The notes of a text, with duplicates, uncalled notes and calls without a note reported."""

from __future__ import annotations

from lxml import etree

from publish.diagnostics import Severity
from publish.model.markup import DATA_NOTE, X, note_calls
from publish.model.xhtml import remove, source_location
from publish.sources.markdown.context.source_file import SourceFile


def extract_notes(root: etree._Element, source: SourceFile) -> dict[str, etree._Element]:
    """The notes of a file by label, removed from where they were written."""
    notes: dict[str, etree._Element] = {}
    for note in list(root.iter(f"{X}aside")):
        label = note.get(DATA_NOTE)
        if label is None:
            continue
        if label in notes:
            first = source_location(notes[label], source.path).line
            message = f"the note [^{label}] is defined twice, first on line {first}"
            source.report.add("REF-003", message, source_location(note, source.path))
        notes.setdefault(label, note)
        remove(note)
    _remove_left_out(root, notes, source)
    _check_calls(root, notes, source)
    return notes


def _remove_left_out(
    root: etree._Element, notes: dict[str, etree._Element], source: SourceFile
) -> None:
    """Remove the calls of notes that are in another edition, and notes with calls only there."""
    left_out = source.context.dependencies.left_out
    if not left_out:
        return
    for tree in (root, *notes.values()):
        for call in note_calls(tree):
            label = call.get(DATA_NOTE, "")
            if label not in notes and f"^{label}" in left_out:
                remove(call)
    called = _called(root, notes)
    for label in [each for each in notes if each not in called and f"^{each}" in left_out]:
        del notes[label]


def _called(root: etree._Element, notes: dict[str, etree._Element]) -> set[str]:
    """The labels of the notes that a text calls, and of those that these call."""
    called: set[str] = set()
    waiting = [root]
    while waiting:
        labels = {call.get(DATA_NOTE, "") for call in note_calls(waiting.pop())} - called
        called |= labels
        waiting += [notes[label] for label in labels if label in notes]
    return called


def _check_calls(
    root: etree._Element, notes: dict[str, etree._Element], source: SourceFile
) -> None:
    trees = (root, *notes.values())
    calls = {call.get(DATA_NOTE): call for tree in trees for call in note_calls(tree)}
    for label, call in calls.items():
        if label not in notes:
            hint = f"write `[^{label}]: text` on a line of its own"
            message = f"no note is defined for [^{label}]"
            source.report.add("REF-002", message, source_location(call, source.path), hint=hint)
    for label, note in notes.items():
        if label not in calls:
            message = f"the note [^{label}] is never called, so its text would be lost"
            place = source_location(note, source.path)
            source.report.add("REF-004", message, place, severity=Severity.WARNING)
