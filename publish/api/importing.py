"""The Python interface for manuscripts of other programs, and for edits in exported files."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from publish import pipeline
from publish.context import Context, make_context

if TYPE_CHECKING:
    from publish.importers.bookfolder import ImportOutcome


class EditsResult(msgspec.Struct, frozen=True):
    """What has become of each section in an edited file, by its name, and which were written."""

    sections: dict[str, str]
    written: list[str]
    report: Path


def import_book(
    source: str | Path,
    target: str | Path,
    answers: str | Path | None = None,
    *,
    source_format: str | None = None,
    styles: str | Path | None = None,
    changes: str = "accept",
    dry_run: bool = False,
    merge: bool = False,
    forks: bool = False,
) -> ImportOutcome:
    """Create a book folder from a file or folder in a foreign format, by the importer for it.

    `source_format` is its name, by default what the source is by its content. `answers` is the
    review sheet of an earlier import, `styles` a file with the meanings of the styles of a word
    processor. `changes` is "accept", "reject", "keep" or "ask", for the tracked changes of a
    document. With `dry_run` nothing is written, and the outcome has a `preview`. With
    `merge` a document is imported into the folder of an earlier import, whose edits are kept. With
    `forks` this process is copied to read the book on all cores, which no other thread survives.
    """
    from publish.importers.bookfolder import ImportOptions
    from publish.importers.table import find_importer

    review = None if answers is None else Path(answers)
    given = None if styles is None else Path(styles)
    read = partial(pipeline.read_back, forks=forks)
    options = ImportOptions(read, source_format, review, given, changes, dry_run, merge)
    return find_importer(Path(source), source_format).run(Path(source), Path(target), options)


def is_edited_export(source: str | Path, folder: str | Path) -> bool:
    """Whether a file is a Word file that was exported from the book in a folder.

    The folder of an import is not such a book: there the file is imported again.
    """
    from publish.pipeline.edits.origin import facts_of_edited

    return facts_of_edited(Path(source), Path(folder)) is not None


def import_edits(
    source: str | Path,
    folder: str | Path,
    accepted: Collection[str] = (),
    *,
    context: Context | None = None,
) -> EditsResult:
    """Compare an edited Word file with the book that it was exported from.

    The edits of the sections `accepted` (names, numbers or titles) are written into the manuscript,
    all of them for `all`. A section that has changed in the book since the export is not. Raises
    `ContentError` for errors of the book, and `UsageError` for what is none of an edited section.
    """
    from publish.pipeline.edits.taking_over import take_over

    context = context or make_context()
    edits, written, report = take_over(Path(source), Path(folder), accepted, context)
    statuses = {edit.name: str(edit.status) for edit in edits}
    return EditsResult(statuses, written, report)
