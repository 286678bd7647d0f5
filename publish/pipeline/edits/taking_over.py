"""Takes over the edits of a Word file: compares, writes what is accepted, and reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from publish.context import Context
from publish.errors import UsageError
from publish.files import write_atomic
from publish.guesses import did_you_mean
from publish.pipeline.edits.comparing import SectionEdit, Status, compare
from publish.pipeline.edits.origin import facts_of_edited
from publish.pipeline.edits.report import ALL, EDITS, accept, format_edits


def take_over(
    file: Path, folder: Path, accepted: Collection[str], context: Context
) -> tuple[list[SectionEdit], list[str], Path]:
    """Compare, write what is accepted, and report; the edits, what was written, and the report."""
    facts = facts_of_edited(file, folder)
    if facts is None:
        hint = "name a Word file of `publish export`, and the folder of its book"
        raise UsageError(f"{file} was not exported from the book in {folder}", hint=hint)
    edits = compare(file, facts, folder, context)
    _check(edits, accepted)
    written = accept(edits, accepted)
    write_atomic(folder / EDITS, format_edits(edits, written).encode())
    return edits, written, folder / EDITS


def _check(edits: Sequence[SectionEdit], accepted: Collection[str]) -> None:
    """Every accepted name is one of a section that can be written."""
    changed = [edit.name for edit in edits if edit.status is Status.CHANGED]
    for name in accepted:
        if name != ALL and name not in changed:
            hint = did_you_mean(name, changed) or f"changed: {', '.join(changed) or 'none'}"
            raise UsageError(f"there is no changed section `{name}` to write", hint=hint)
