"""The import of a document or a project, from first to last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from publish.config.text import decode_text
from publish.diagnostics import ContentError, Location, Report
from publish.errors import UsageError
from publish.external import ToolFailed
from publish.files import sha256_of, sha256_of_file, temporary_folder, without_sync
from publish.importers.bookfolder import (
    ImportOptions,
    ImportOutcome,
    ImportSource,
    book_files,
    check_target,
    fill_folder,
    write_folder,
)
from publish.importers.bookfolder.content import LeftOut
from publish.importers.bookfolder.preview import dry_outcome
from publish.importers.bookfolder.report import REPORT, REVIEW
from publish.importers.bookfolder.sheet import SheetAnswers, format_questions, read_sheet
from publish.importers.documents.accounting import account, count_words
from publish.importers.documents.changes import Changes
from publish.importers.documents.conversion.book import Conversion, convert
from publish.importers.documents.conversion.outline import says_something
from publish.importers.documents.ledger import CURES
from publish.importers.documents.order import settle_order
from publish.importers.documents.passes import parse_project
from publish.importers.documents.program import Parsed
from publish.importers.documents.readers.repository import text_elsewhere
from publish.importers.documents.readers.table import NAMES, find_reader
from publish.importers.documents.report import format_import_report
from publish.importers.documents.source_files import UnreadableSource
from publish.importers.documents.styles import STYLES, read_styles
from publish.importers.documents.works import (
    described_works,
    metadata_works,
    work_keys,
    works_files,
)

_STUCK = "the longest paragraph begins there; what repeats in it may be too much to parse"


def can_import(source: Path) -> bool:
    """Whether a reader knows the file or folder."""
    return find_reader(source) is not None


def import_documents(source: Path, target: Path, options: ImportOptions) -> ImportOutcome:
    """Import a document or a project as the book folder `target`.

    The folder is written completely or not at all. Raises `ContentError` for problems of the source
    or the target, `MissingTool` without pandoc, `CannotWrite`.
    """
    report = Report()
    if not source.exists():
        raise UsageError(f"{source}: no such file or folder", hint="name what is to be imported")
    read = find_reader(source, options.format)
    if read is None:
        _refuse_unread(source, report)
        kind = f"is not of the format `{options.format}`" if options.format else "is not known"
        hint = f"name its format with --from: {', '.join(NAMES)}"
        raise UsageError(f"{source}: {kind}", hint=hint)
    digest = _digest(source)
    changes = Changes(options.changes)
    styles = read_styles(options.styles, report)
    decisions = _decisions(options.answers, digest, report)
    if not options.dry_run:
        check_target(target, digest, options.answers, report, merge=options.merge)
    if report.errors:
        raise ContentError(report)
    try:
        project = read(source)
        project.questions.decisions = decisions
        settle_order(project)
        parsed = parse_project(project, styles, changes)
    except (UnreadableSource, ToolFailed, RecursionError) as error:
        why = "it is too deeply nested" if isinstance(error, RecursionError) else str(error)
        unreadable = error if isinstance(error, UnreadableSource) else UnreadableSource(why)
        advice = _STUCK if unreadable.line else None
        report.add("IMP-008", f"cannot be read: {why}", unreadable.place(source), hint=advice)
        raise ContentError(report) from error
    if not any(says_something(tree.source) for tree in parsed.values()):
        report.add("IMP-006", "the source contains no text", Location(str(source)))
        raise ContentError(report)
    works = {
        **works_files(project),
        **described_works(metadata_works(parsed.values()), project.exported),
    }
    project.bibliography = list(works)
    conversion = convert(project, parsed, work_keys(works), ImportSource(source.name, digest))
    questions = project.questions
    files: dict[str, str | bytes] = {**book_files(conversion.book), **conversion.files, **works}
    if styles.counts:
        files[STYLES] = styles.as_toml()
    if questions.open or questions.decided:
        files[REVIEW] = format_questions(source.name, digest, questions)
    own_texts = [each.own_text for each in project.walk()]
    files[REPORT] = _report(conversion, parsed, own_texts, files, options)
    if options.dry_run:
        return dry_outcome(target, conversion.book, files, _left_out(conversion), questions)
    return write_folder(target, conversion.book, files, report, merge=options.merge)


def _refuse_unread(source: Path, report: Report) -> None:
    """Name the texts of a folder that no reader knows as a whole. Raises `ContentError`."""
    if source.is_dir() and (found := text_elsewhere(source)):
        files = f"`{found.suffix}` files ({found.files:,})"
        why = f"cannot be read: its text is in {files}, which are no book as they lie"
        report.add("IMP-008", why, Location(str(source)), hint=found.hint)
        raise ContentError(report)


def _decisions(path: Path | None, digest: str, report: Report) -> Mapping[str, str]:
    """What an editor decided on the sheet of an earlier import of this source."""
    if path is None:
        return {}
    text = decode_text(path.read_bytes(), str(path), report, code="TXT-001")
    answers = read_sheet(text, str(path), report) if text is not None else SheetAnswers()
    if answers.sha256 and answers.sha256 != digest:
        hint = "import without --answers, and answer on the new sheet"
        message = "the answers belong to another text"
        report.add("IMP-002", message, Location(str(path)), hint=hint)
    return answers.decisions


def _left_out(conversion: Conversion) -> Iterator[LeftOut]:
    for kind, entry in conversion.ledger.rows():
        yield LeftOut(kind, entry.count, tuple(entry.examples), CURES.get(kind, ""))


def _report(
    conversion: Conversion,
    parsed: dict[str, Parsed],
    own_texts: Sequence[str],
    files: dict[str, str | bytes],
    options: ImportOptions,
) -> str:
    """The report, for which the book is read as it will be: its words and problems are in it."""
    with temporary_folder() as folder, without_sync():
        fill_folder(folder, files)
        read = options.read_back(folder)
    compared = None
    if read.texts is not None:
        compared = account(parsed, own_texts, count_words(read.texts), conversion.ledger.words)
    problems = [str(each).replace(f"{folder}/", "") for each in read.problems]
    return format_import_report(conversion, compared, problems)


def _digest(source: Path) -> str:
    """The hash of a file, or of the names and hashes of the files in a folder."""
    if source.is_file():
        return sha256_of_file(source)
    files = sorted(
        each
        for each in source.rglob("*")
        if each.is_file() and not _is_hidden(each.relative_to(source))
    )
    rows = (f"{sha256_of_file(each)}  {each.relative_to(source).as_posix()}" for each in files)
    return sha256_of("\n".join(rows).encode())


def _is_hidden(path: Path) -> bool:
    """Whether a file or a folder above it is not part of a text, such as `.git`."""
    return any(part.startswith(".") for part in path.parts)
