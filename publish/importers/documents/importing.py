"""The import of a document or a project, from first to last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from publish.diagnostics import ContentError, Location, Report
from publish.errors import UsageError
from publish.external import ToolFailed
from publish.files import sha256_of, sha256_of_file, temporary_folder, write_atomic
from publish.importers.bookfolder import (
    ImportOptions,
    ImportOutcome,
    ImportSource,
    book_files,
    check_target,
    write_folder,
)
from publish.importers.bookfolder.report import REPORT
from publish.importers.documents.accounting import account, count_words
from publish.importers.documents.changes import Changes, settle_changes
from publish.importers.documents.conversion.book import Conversion, convert
from publish.importers.documents.conversion.metadata import language_of
from publish.importers.documents.conversion.tags import resolve_tags
from publish.importers.documents.idioms import settle_idioms
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.naming import with_names
from publish.importers.documents.program import Job, Parsed, parse
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.table import NAMES, find_reader
from publish.importers.documents.references.captions import with_captions
from publish.importers.documents.references.typed import with_typed
from publish.importers.documents.report import format_import_report
from publish.importers.documents.skipped import list_skipped
from publish.importers.documents.source_files import UnreadableSource
from publish.importers.documents.styles import STYLES, Styles, read_styles, with_meanings
from publish.importers.documents.title_page import settle_title_page
from publish.importers.documents.word.passes import from_export
from publish.importers.documents.works import metadata_works, work_keys, works_files

_WORD = "docx"


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
        kind = f"is not of the format `{options.format}`" if options.format else "is not known"
        hint = f"name its format with --from: {', '.join(NAMES)}"
        raise UsageError(f"{source}: {kind}", hint=hint)
    digest = _digest(source)
    if not check_target(target, digest, None, report):
        raise ContentError(report)
    changes = Changes(options.changes)
    styles = read_styles(options.styles, report)
    if report.errors:
        raise ContentError(report)
    try:
        project = read(source)
        parsed = _parse(project, styles, changes)
    except (UnreadableSource, ToolFailed, RecursionError) as error:
        why = "it is too deeply nested" if isinstance(error, RecursionError) else str(error)
        report.add("IMP-008", f"cannot be read: {why}", Location(str(source)))
        raise ContentError(report) from error
    works = {**works_files(project), **metadata_works(parsed.values())}
    project.bibliography = list(works)
    conversion = convert(project, parsed, work_keys(works), ImportSource(source.name, digest))
    files: dict[str, str | bytes] = {**book_files(conversion.book), **conversion.files, **works}
    if styles.counts:
        files[STYLES] = styles.as_toml()
    own_texts = [each.own_text for each in project.walk()]
    files[REPORT] = _report(conversion, parsed, own_texts, files, options)
    return write_folder(target, conversion.book, files, report)


def _parse(project: Project, styles: Styles, changes: Changes) -> dict[str, Parsed]:
    """The tree of each document by its path; those without a text are left out."""
    documents = [each for each in project.walk() if each.path and each.format]
    jobs = [_job(each) for each in documents]
    trees = {each.path: tree for each, tree in zip(documents, parse(jobs), strict=True)}
    language = language_of(project, trees)
    parsed = {}
    for document in documents:
        path, tree, ledger = document.path, trees[document.path], project.ledger
        list_skipped(tree, document, ledger)
        source = document.rewrite(tree.source) if document.rewrite else tree.source
        blocks = resolve_tags(source)
        if document.format.startswith(_WORD):
            blocks = settle_changes(blocks, changes, path, ledger)
        if project.exported and document.file:
            blocks = from_export(blocks, document.file, project.exported, partial(_drop, project))
        blocks = settle_idioms(with_meanings(blocks, styles, path, ledger), path, ledger)
        if not project.exported:
            blocks = with_captions(blocks, language, partial(ledger.drop_label, path))
            blocks = with_typed(with_names(blocks, language), language)
        parsed[path] = replace(tree, source=source, blocks=blocks)
        if project.is_one_document and not project.exported:
            parsed[path] = settle_title_page(project, path, parsed[path])
    if project.is_one_document and not any(t.source or t.error for t in parsed.values()):
        raise UnreadableSource("no text of it can be read")
    if all(tree.error for tree in parsed.values()):
        raise UnreadableSource(next((str(t.error) for t in parsed.values()), "it has no documents"))
    return parsed


def _drop(project: Project, words: str) -> None:
    """Count words of an exported file that the book makes itself."""
    project.ledger.add(LossKind.GENERATED, project.name, words, words=words)


_OPTIONS = {"rst": {"standalone": True}}  # its head of a document is metadata only then


def _job(document: SourceDocument) -> Job:
    is_word = document.format.startswith(_WORD)
    options = {"track_changes": "all"} if is_word else _OPTIONS.get(document.format)
    return Job(document.format, document.text or "", document.file, options)


def _report(
    conversion: Conversion,
    parsed: dict[str, Parsed],
    own_texts: Sequence[str],
    files: dict[str, str | bytes],
    options: ImportOptions,
) -> str:
    """The report, for which the book is read as it will be: its words and problems are in it."""
    with temporary_folder() as folder:
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_atomic(folder / name, content.encode() if isinstance(content, str) else content)
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
