"""Writes the book folder: completely or not at all, and never over an editor's work.

An existing folder is only replaced if it is empty, or if an import wrote it and no file has
changed since, by the checksums that the import stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from shlex import quote

from publish.diagnostics import Location, Report, Severity
from publish.files import (
    as_cannot_write,
    new_folder,
    recover_folder,
    sha256_of,
    sha256_of_file,
    write_atomic,
)
from publish.importers.bookfolder.content import ImportedBook, ImportOutcome
from publish.importers.bookfolder.report import REPORT, REVIEW

CHECKSUMS = "import-checksums.txt"
_SHA256_LENGTH = 64  # hexadecimal digits


def check_target(target: Path, source_sha256: str, answers: Path | None, report: Report) -> bool:
    """Whether the import of a source may write `target`; if not, IMP-004 or IMP-005 is reported.

    Only the review sheet with the answers may differ from the earlier import.
    """
    with as_cannot_write(target):
        recover_folder(target)
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return True
    location = Location(str(target))
    checksums = _read_checksums(target)
    if checksums is None or checksums.get("source") != source_sha256:
        hint = "name a folder that does not exist yet"
        message = "already exists and is not an import of this text"
        report.add("IMP-004", message, location, hint=hint)
        return False
    for name in _changed_files(target, checksums, answers):
        message = f"`{name}` has changed since the import and would be overwritten"
        report.add("IMP-005", message, location, hint=_changed_hint(target / name))
    return not report.errors


def _changed_hint(file: Path) -> str:
    if file.name == REVIEW:
        return f"pass it as the answers: `--answers {quote(str(file))}`"
    return "import into another folder and compare, or delete this one"


def _read_checksums(target: Path) -> dict[str, str] | None:
    """Hash by file name, that of the source under `source`; None if the folder is not an import."""
    try:
        rows = (target / CHECKSUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    start = _SHA256_LENGTH + len("  ")
    return {row[start:]: row[:_SHA256_LENGTH] for row in rows if len(row) > start}


def _changed_files(
    target: Path, checksums: Mapping[str, str], answers: Path | None
) -> Iterator[str]:
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        is_answers = answers is not None and path.exists() and path.samefile(answers)
        if name != CHECKSUMS and not is_answers and checksums.get(name) != sha256_of_file(path):
            yield name


def write_folder(
    target: Path, book: ImportedBook, files: Mapping[str, str | bytes], report: Report
) -> ImportOutcome:
    """Write the files into the folder `target`, which `check_target` allowed; the outcome.

    Open questions are the warning IMP-007. Raises `CannotWrite`.
    """
    contents = {n: c.encode() if isinstance(c, str) else c for n, c in sorted(files.items())}
    rows = [f"{book.source.sha256}  source"]
    rows += [f"{sha256_of(content)}  {name}" for name, content in contents.items()]
    contents[CHECKSUMS] = ("\n".join(rows) + "\n").encode()
    with new_folder(target) as folder:
        for name, content in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_atomic(folder / name, content)
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
