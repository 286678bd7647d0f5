"""Takes over the edits of a Word file: compares, writes what is accepted, and reports."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from publish.context import Context
from publish.errors import UsageError
from publish.files import write_atomic
from publish.pipeline.edits.accepting import accept, chosen_edits
from publish.pipeline.edits.comparing import SectionEdit, compare
from publish.pipeline.edits.origin import facts_of_edited
from publish.pipeline.edits.report import EDITS, format_edits


def take_over(
    file: Path, folder: Path, accepted: Collection[str], context: Context
) -> tuple[list[SectionEdit], list[str], Path]:
    """Compare, write what is accepted, and report; the edits, what was written, and the report."""
    facts = facts_of_edited(file, folder)
    if facts is None:
        hint = "name a Word file of `publish export`, and the folder of its book"
        raise UsageError(f"{file} was not exported from the book in {folder}", hint=hint)
    compared = compare(file, facts, folder, context)
    chosen = chosen_edits(compared.edits, accepted)
    unplaced = accept(compared, chosen, folder)
    written = [edit.name for edit in chosen]
    report = format_edits(compared.edits, written, unplaced)
    write_atomic(folder / EDITS, report.encode())
    return list(compared.edits), written, folder / EDITS
