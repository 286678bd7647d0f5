"""The import from first to last: a file of flattened text in, a book folder out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publish.config.text import decode_text, is_blank
from publish.diagnostics import ContentError, Diagnostic, Location, Report, Severity
from publish.errors import UsageError
from publish.importers.bookfolder.placing import digest, may_replace, place
from publish.importers.plaintext import report as report_page
from publish.importers.plaintext import sheet as review_page
from publish.importers.plaintext.answers import Answers, read_answers
from publish.importers.plaintext.entries import make_plan
from publish.importers.plaintext.manuscript import Source, book_files
from publish.importers.plaintext.questions import hierarchy_questions, supplied_titles
from publish.importers.plaintext.recovery import Contradiction, Recovery, recover
from publish.importers.plaintext.sheet import Sheet

LARGEST = 64_000_000  # bytes of one text


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import made: counts, warnings, and where report and review sheet are.

    `sections` counts all sections of the book with its run-in headings, `missing` those whose text
    the source lacks, `open_questions` what waits for an editor on the sheet `review`.
    """

    target: Path
    sections: int
    missing: int
    open_questions: int
    diagnostics: tuple[Diagnostic, ...]
    report: Path
    review: Path


def import_text(source: Path, target: Path, *, answers: Path | None = None) -> ImportOutcome:
    """Read the flattened text `source` and write the book folder `target`.

    `answers` is the review sheet of an earlier import of the same text; what it settles is kept.
    The folder is written whole or not at all. Raises `ContentError` with what is wrong with the
    text, the answers or the target; `UsageError` for a file that is not there; `CannotWrite`.
    """
    report = Report()
    content = _bytes(source)
    text = _text(content, source, report)
    settled = _answers(answers, digest(content), report)
    if text is None or report.errors or not may_replace(target, digest(content), answers, report):
        raise ContentError(report)
    made = _sheet(_recover(text, settled, answers, report), settled, source, digest(content))
    files = _files(made)
    place(target, files, made.sha256)
    review = target / review_page.NAME
    if made.open:
        message = f"{made.open} questions are open" if made.open > 1 else "1 question is open"
        hint = f"answer on the sheet, then import again with --answers {review}"
        at = Location(str(review))
        report.add("IMP-007", message, at, hint=hint, severity=Severity.WARNING)
    entries = list(made.plan.walk())
    run_ins = sum(p.run_in is not None for entry in entries for p in entry.paragraphs)
    return ImportOutcome(
        target=target,
        sections=len(entries) + run_ins,
        missing=sum(entry.missing for entry in entries),
        open_questions=made.open,
        diagnostics=tuple(report),
        report=target / report_page.NAME,
        review=review,
    )


def _bytes(source: Path) -> bytes:
    if not source.is_file():
        raise UsageError(f"{source}: no such file", hint="name a text file to import")
    try:
        if source.stat().st_size > LARGEST:
            raise UsageError(f"{source}: larger than {LARGEST:,} bytes", hint="import it in pieces")
        return source.read_bytes()
    except OSError as error:
        raise UsageError(f"{source}: cannot be read: {error.strerror}") from error


def _text(content: bytes, source: Path, report: Report) -> str | None:
    """The text with its own line ends and its BOM, so that the account is of the file itself."""
    # A form feed ends a page in a text that was printed to a file; no other control is allowed.
    checked = decode_text(content.replace(b"\f", b" "), str(source), report, code="TXT-001")
    if checked is None:
        return None
    if is_blank(checked):
        report.add("IMP-006", "there is no text in it", Location(str(source)))
        return None
    return content.decode("utf-8")


def _answers(path: Path | None, sha256: str, report: Report) -> Answers:
    if path is None:
        return Answers()
    text = decode_text(_bytes(path), str(path), report, code="TXT-001")
    if text is None:
        return Answers()
    answers = read_answers(text, str(path), report)
    if answers.sha256 != sha256 and not report.errors:
        hint = "the text was changed since, or the sheet is another import's"
        message = "these are answers about another text"
        report.add("IMP-002", message, Location(str(path)), hint=hint)
    return answers


def _recover(text: str, settled: Answers, path: Path | None, report: Report) -> Recovery:
    try:
        recovery = recover(text, settled.pins)
    except Contradiction:
        hint = "a heading can stand at most one level below the one before it"
        message = "no reading of the text fits these answers together"
        report.add("IMP-003", message, Location(str(path)), hint=hint)
        raise ContentError(report) from None
    known = {c.line for c in recovery.candidates} | {
        line.number for line in recovery.lines if not line.blank
    }
    for line in sorted(set(settled.pins) - known):
        message = f"the source has no text on line {line}"
        report.add("IMP-003", message, settled.places[line], hint="line numbers count from 1")
    if report.errors:
        raise ContentError(report)
    return recovery


def _sheet(recovery: Recovery, settled: Answers, source: Path, sha256: str) -> Sheet:
    plan = make_plan(recovery, settled.titles.get("title"), settled.containers)
    confirmed = frozenset(settled.titles)
    return Sheet(
        recovery=recovery,
        plan=plan,
        source=source.name,
        sha256=sha256,
        questions=hierarchy_questions(recovery),
        supplied=supplied_titles(plan, confirmed),
        pins=settled.pins,
        settled=confirmed,
    )


def _files(sheet: Sheet) -> dict[str, str]:
    source = Source(sheet.source, sheet.sha256, sheet.open)
    return {
        **book_files(sheet.plan, sheet.recovery, source),
        report_page.NAME: report_page.write_report(sheet),
        review_page.NAME: review_page.write_sheet(sheet),
    }
