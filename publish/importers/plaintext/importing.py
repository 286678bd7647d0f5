"""The import from first to last: a file of flattened text in, a book folder out."""

from __future__ import annotations

from pathlib import Path

from publish.config.text import decode_text
from publish.diagnostics import ContentError, Location, Report
from publish.errors import UsageError
from publish.files import sha256_of
from publish.importers.bookfolder import (
    ImportedBook,
    ImportOutcome,
    ImportSource,
    book_files,
    check_target,
    keep_earlier_names,
    write_folder,
)
from publish.importers.bookfolder.preview import dry_outcome
from publish.importers.bookfolder.report import REPORT, REVIEW
from publish.importers.plaintext.answers import Answers, read_answers
from publish.importers.plaintext.decoding import SourceText, decode_source
from publish.importers.plaintext.plan import plan_book
from publish.importers.plaintext.questions import (
    ENCODING,
    hierarchy_questions,
    unconfirmed_encoding,
    unconfirmed_titles,
)
from publish.importers.plaintext.recovery import Contradiction, Recovery, recover
from publish.importers.plaintext.report import format_import_report
from publish.importers.plaintext.review_sheet import ReviewSheet, format_sheet

LARGEST = 64_000_000  # bytes of one text


def import_text(
    source: Path,
    target: Path,
    answers: Path | None = None,
    *,
    dry_run: bool = False,
    merge: bool = False,
) -> ImportOutcome:
    """Import the flattened text `source` as the book folder `target`.

    `answers` is the review sheet of an earlier import of the same text; its decisions are kept.
    With `dry_run` nothing is written; with `merge` edits in the folder of an earlier import are
    kept.
    The folder is written completely or not at all. Raises `ContentError` for problems of the text,
    the answers or the target; `UsageError` for a missing file; `CannotWrite`.
    """
    report = Report()
    content = _read_bytes(source)
    digest = sha256_of(content)
    decisions = _read_answers(answers, digest, report)
    text = decode_source(content, source, decisions.titles.get(ENCODING), report)
    if not dry_run:
        check_target(target, digest, answers, report, merge=merge)
    if text is None or report.errors:
        raise ContentError(report)
    sheet = _review_sheet(
        text, _recover(text.text, decisions, answers, report), decisions, source, digest
    )
    book = _imported_book(sheet)
    if merge:
        keep_earlier_names(target, book)
    files = {
        **book_files(book),
        REPORT: format_import_report(sheet, book),
        REVIEW: format_sheet(sheet),
    }
    if dry_run:
        return dry_outcome(target, book, files)
    return write_folder(target, book, files, report, merge=merge)


def _read_bytes(source: Path) -> bytes:
    if not source.is_file():
        raise UsageError(f"{source}: no such file", hint="name a text file to import")
    try:
        if source.stat().st_size > LARGEST:
            raise UsageError(f"{source}: larger than {LARGEST:,} bytes", hint="import it in parts")
        return source.read_bytes()
    except OSError as error:
        raise UsageError(f"{source}: cannot be read: {error.strerror}") from error


def _read_answers(path: Path | None, sha256: str, report: Report) -> Answers:
    if path is None:
        return Answers()
    text = decode_text(_read_bytes(path), str(path), report, code="TXT-001")
    if text is None:
        return Answers()
    answers = read_answers(text, str(path), report)
    if answers.sha256 != sha256 and not report.errors:
        hint = "import without --answers, and answer on the new sheet"
        message = "the answers belong to another text"
        report.add("IMP-002", message, Location(str(path)), hint=hint)
    return answers


def _recover(text: str, decisions: Answers, path: Path | None, report: Report) -> Recovery:
    try:
        recovery = recover(text, decisions.pins, decisions.contents)
    except Contradiction:
        hint = "a heading can be at most one level below the one before it"
        message = "no reading of the text satisfies all answers"
        report.add("IMP-003", message, Location(str(path)), hint=hint)
        raise ContentError(report) from None
    lines = {candidate.line for candidate in recovery.candidates}
    lines |= {line.number for line in recovery.passages.lines if not line.is_blank}
    for line in sorted(set(decisions.pins) - lines):
        message = f"the source has no text on line {line}"
        hint = "delete the row, or give it the number of a line that has text"
        report.add("IMP-003", message, decisions.locations[line], hint=hint)
    if report.errors:
        raise ContentError(report)
    return recovery


def _review_sheet(
    text: SourceText, recovery: Recovery, decisions: Answers, source: Path, sha256: str
) -> ReviewSheet:
    plan = plan_book(recovery, decisions.titles.get("title"), decisions.container_titles)
    confirmed = frozenset(decisions.titles)
    return ReviewSheet(
        recovery=recovery,
        encoding=text.encoding,
        plan=plan,
        source=source.name,
        sha256=sha256,
        questions=hierarchy_questions(recovery),
        supplied=[*unconfirmed_encoding(text, confirmed), *unconfirmed_titles(plan, confirmed)],
        pins=decisions.pins,
        confirmed=confirmed,
    )


def _imported_book(sheet: ReviewSheet) -> ImportedBook:
    title_page = sheet.recovery.passages.title_page
    return ImportedBook(
        source=ImportSource(sheet.source, sheet.sha256, sheet.open),
        title=sheet.plan.title,
        language=sheet.recovery.passages.language,
        sections=sheet.plan.sections,
        schemes=sheet.plan.schemes,
        subtitle=title_page.subtitle,
        authors=title_page.authors,
        issuers=title_page.issuers,
        date=title_page.day,
    )
