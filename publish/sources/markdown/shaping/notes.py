"""Takes the notes out of a text, by label, and complains of doubles, orphans and dead calls."""

from __future__ import annotations

from lxml import etree

from publish.diagnostics import Severity
from publish.model.xhtml import X, remove, source_location
from publish.sources.markdown.context.source_file import Page


def take_notes(root: etree._Element, page: Page) -> dict[str, etree._Element]:
    """The notes of a file by label, removed from where they were written."""
    notes: dict[str, etree._Element] = {}
    for aside in list(root.iter(f"{X}aside")):
        label = aside.get("data-note")
        if label is None:
            continue
        if label in notes:
            first = source_location(notes[label], page.path).line
            message = f"the note [^{label}] is defined twice, first on line {first}"
            page.report.add("REF-003", message, source_location(aside, page.path))
        notes.setdefault(label, aside)
        remove(aside)
    _check_calls(root, notes, page)
    return notes


def _check_calls(root: etree._Element, notes: dict[str, etree._Element], page: Page) -> None:
    calls = [a for tree in (root, *notes.values()) for a in tree.iter(f"{X}a")]
    called = {call.get("data-note"): call for call in calls if call.get("class") == "noteref"}
    for label, call in called.items():
        if label not in notes:
            hint = f"write `[^{label}]: text` on a line of its own"
            message = f"no note is defined for [^{label}]"
            page.report.add("REF-002", message, source_location(call, page.path), hint=hint)
    for label, aside in notes.items():
        if label not in called:
            message = f"the note [^{label}] is never called, so its words would be lost"
            place = source_location(aside, page.path)
            page.report.add("REF-004", message, place, severity=Severity.WARNING)
