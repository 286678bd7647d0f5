"""Writes the book folder: completely or not at all, and never over an editor's work.

An existing folder is only replaced if it is empty, or if an import wrote it and no file has
changed since, by the checksums that the import stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from shlex import quote

from publish.diagnostics import Location, Report, Severity
from publish.files import (
    as_cannot_write,
    changed_files,
    is_free,
    new_folder,
    read_record,
    recover_folder,
    sha256_of,
    sync_folder,
    write_atomic,
    write_staged,
)
from publish.importers.bookfolder.content import ImportedBook, ImportOutcome
from publish.importers.bookfolder.kept_names import keep_names, title_sums
from publish.importers.bookfolder.merging import merge as merge_files
from publish.importers.bookfolder.merging import merge_report, section_sums
from publish.importers.bookfolder.report import REPORT, REVIEW, format_report

CHECKSUMS = "import-checksums.txt"


def check_target(
    target: Path,
    source_sha256: str,
    answers: Path | None,
    report: Report,
    *,
    merge: bool | None = None,
) -> bool:
    """Whether the import of a source may write `target`; if not, IMP-004 or IMP-005 is reported.

    Only the review sheet with the answers may differ from the earlier import. A `merge` may write
    into any folder that an import wrote; it is None for an importer that cannot merge.
    """
    with as_cannot_write(target):
        recover_folder(target)
    if is_free(target):
        return True
    location = Location(str(target))
    checksums = read_record(target, CHECKSUMS)
    if merge and checksums is not None:
        return True
    if checksums is None or checksums.get("source") != source_sha256:
        hint = "name a folder that does not exist yet"
        message = "already exists and is not an import of this text"
        report.add("IMP-004", message, location, hint=hint)
        return False
    for name in changed_files(target, CHECKSUMS, checksums, partial(_is_sheet, answers)):
        message = f"`{name}` has changed since the import and would be overwritten"
        report.add("IMP-005", message, location, hint=_changed_hint(target / name, merge))
    return not report.errors


def keep_earlier_names(target: Path, book: ImportedBook) -> None:
    """Give the sections of a book that is merged into a folder the names that they have there."""
    keep_names(book.sections, read_record(target, CHECKSUMS) or {})


def _is_sheet(answers: Path | None, path: Path) -> bool:
    return answers is not None and path.exists() and path.samefile(answers)


def _changed_hint(file: Path, merge: bool | None) -> str:
    if file.name == REVIEW:
        return f"pass it as the answers: `--answers {quote(str(file))}`"
    if merge is None:
        return "import into another folder and compare, or delete this one"
    return "keep what you edited with --merge, or import into another folder and compare"


def fill_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files into a folder that is not in place yet."""
    for name, content in files.items():
        write_staged(folder / name, content.encode() if isinstance(content, str) else content)
    for parent in sorted({(folder / name).parent for name in files}):
        sync_folder(parent)


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / name, content)


def _merge(target: Path, contents: Mapping[str, bytes], checksums: Mapping[str, str]) -> None:
    """Merge files into a folder: the checksums are written last, so that a run that was cut short
    can be repeated."""
    merged = merge_files(target, contents, checksums)
    merged.contents[REPORT] += format_report([[""], merge_report(merged)]).encode()
    last = merged.contents.pop(CHECKSUMS)
    with as_cannot_write(target):
        _write(target, merged.contents)
        for name in merged.dropped:
            (target / name).unlink()
        _write(target, {CHECKSUMS: last})


def write_folder(
    target: Path,
    book: ImportedBook,
    files: Mapping[str, str | bytes],
    report: Report,
    *,
    merge: bool = False,
) -> ImportOutcome:
    """Write the files into the folder `target`, which `check_target` allowed; the outcome.

    With `merge` what an author edited there is kept, and the report tells what was done. Open
    questions are the warning IMP-007. Raises `CannotWrite`.
    """
    contents = {n: c.encode() if isinstance(c, str) else c for n, c in sorted(files.items())}
    rows = [f"{book.source.sha256}  source"]
    rows += [f"{sha256_of(content)}  {name}" for name, content in contents.items()]
    sums = (*section_sums(contents), *title_sums(book.sections))
    rows += [f"{checksum}  {place}" for place, checksum in sums]
    checksums = read_record(target, CHECKSUMS) if merge else None
    contents[CHECKSUMS] = ("\n".join(rows) + "\n").encode()
    if checksums is None:
        with new_folder(target) as folder:
            fill_folder(folder, contents)
    else:
        _merge(target, contents, checksums)
    review = target / REVIEW
    questions = book.source.open_questions
    if questions:
        message = f"{questions} questions are open" if questions > 1 else "1 question is open"
        hint = f"answer them on the sheet, then import again with --answers {quote(str(review))}"
        report.add("IMP-007", message, Location(str(review)), hint=hint, severity=Severity.WARNING)
    return ImportOutcome(
        target=target,
        sections=book.section_count,
        missing=book.missing_count,
        open_questions=questions,
        diagnostics=tuple(report),
        report=target / REPORT,
        review=review,
    )
