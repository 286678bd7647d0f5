"""The flow of a release: a book is built, verified and validated, and put into its folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from publish.cache import system_libraries
from publish.config.manifest import load_manifest
from publish.context import Context
from publish.diagnostics import Location, Report, Severity
from publish.errors import MissingTool, UsageError
from publish.files import sha256_of
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.model.formats import Format, format_of
from publish.outputs.cover.cover import draw_cover
from publish.pipeline import build, editions_with_books
from publish.pipeline.checks import shown_book
from publish.pipeline.earlier import earlier_release, manuscript_text
from publish.pipeline.reports import relocated
from publish.pipeline.selection import read_unsettled, stop_on_changes, stop_on_errors
from publish.releases.changes import compare
from publish.releases.facts import Outcome, ReleasedEdition, ValidatorVerdict
from publish.releases.folder import ReleaseContent, write_release
from publish.releases.gather import Evidence, gather, released_edition
from publish.releases.measured import measured_facts
from publish.releases.naming import version_name
from publish.releases.places import read_places
from publish.releases.products import Claims, read_epub_claims
from publish.releases.readiness import check_readiness
from publish.releases.reading import read_text
from publish.releases.signature import Signer
from publish.releases.text import BookText
from publish.releases.tools import font_versions, tool_versions
from publish.sources.files.snapshot import Snapshot, record_reads, take_snapshot
from publish.verification import verify_untrusted
from publish.verification.claims import read_claims
from publish.verification.records.surfaces import check_records
from publish.verification.validators import Verdict, run_validators


class ReleaseRequest(msgspec.Struct, frozen=True):
    """How to release: products are built in `out`, and released below `dist`.

    `since` is the release to compare with, by default the newest earlier one in `dist`.
    """

    out: Path
    dist: Path
    since: Path | None = None
    signer: Signer | None = None
    validates: bool = True


def open_key(path: Path, folders: Sequence[Path], password: str) -> Signer:
    """The secret key to sign with, which must be in none of the folders that others see."""
    for folder in folders:
        if path.resolve().is_relative_to(folder.resolve()):
            hint = "move it to a folder that is never published, such as ~/.minisign"
            raise UsageError(f"the secret key {path} is inside {folder}", hint=hint)
    return Signer.open(path, password)


def release(folder: Path, request: ReleaseRequest, context: Context) -> Path:
    """Build, verify, validate and release a book; the folder of the release.

    Raises `ContentError`, and then nothing has changed in `dist`.
    """
    _stop_unless_ready(folder, context)
    before = take_snapshot(folder, request.out, request.dist)
    artifacts = {each.edition: each for each in build(folder, [], request.out, context)}
    books, sources = _read_unchanged(folder, before, context)
    formats = {artifacts[edition.name].path: format_of(edition.format) for edition, _ in books}
    verdicts = _validated(formats, context) if request.validates else {}
    text, editions = _gathered(folder, books, artifacts, verdicts, context)
    stop_on_errors(context.report)
    edition, book = books[0]
    target = request.dist / book.name / version_name(book.metadata.version)
    evidence = Evidence(
        book.cover or draw_cover(book, edition, context.cache),
        sources,
        tool_versions(system_libraries()),
        font_versions(),
    )
    earlier = earlier_release(target, request.since)
    content = ReleaseContent(
        gather(book, text, editions, evidence),
        book,
        text,
        {name: artifact.path for name, artifact in artifacts.items()},
        compare(earlier, text) if earlier else None,
    )
    context.progress(f"writing {target}")

    def approve(written: Path) -> None:
        context.report.extend(relocated(check_records(written), target))
        stop_on_errors(context.report)

    write_release(content, target, request.signer, approve)
    return target


def _stop_unless_ready(folder: Path, context: Context) -> None:
    """Report all that is missing, with all that is wrong in the manuscript."""
    manifest = load_manifest(folder, Report())
    if manifest is not None:
        check_readiness(manifest, context.report)
    if context.report.errors:
        read_unsettled(folder, context)
        stop_on_errors(context.report)


def _read_unchanged(
    folder: Path, before: Snapshot | None, context: Context
) -> tuple[list[tuple[Edition, Book]], dict[str, str]]:
    """The editions with their books, and the hashes of the files that they were read from.

    Raises `SourceChanged` unless these are the files that were there `before` the build.
    """
    with record_reads(folder) as files_read:
        books = list(editions_with_books(folder, [], context))
    sources = {name: sha256_of((folder / name).read_bytes()) for name in files_read.stamps}
    stop_on_changes(before.changed(files_read) if before else [], "release")
    stop_on_changes(files_read.changed(), "release")
    return books, sources


def _gathered(
    folder: Path,
    books: Sequence[tuple[Edition, Book]],
    artifacts: Mapping[str, Artifact],
    verdicts: Mapping[Path, Sequence[ValidatorVerdict]],
    context: Context,
) -> tuple[BookText, list[ReleasedEdition]]:
    """The text with the folios of all editions, and the facts of each, which is verified again."""
    editions: list[ReleasedEdition] = []
    for edition, book in books:
        path = artifacts[edition.name].path
        context.progress(f"verifying {path.name}")
        shown = shown_book(book, edition, Report())
        context.report.extend(verify_untrusted(path, shown, edition, context))
        text = read_text(book, {})
        editions.append(
            released_edition(book, edition, path, text, _claims(path), verdicts.get(path, ()))
        )
    folios = {each.edition.name: each.first_pages for each in editions if each.pages is not None}
    text = manuscript_text(folder, books[0][1], folios)
    measured = {each.edition.name: measured_facts(each) for each in editions}
    places = {
        edition.name: read_places(artifacts[edition.name].path)
        for edition, _ in books
        if edition.format == "web"
    }
    return msgspec.structs.replace(text, measured=measured, places=places), editions


def _claims(path: Path) -> Claims:
    """The accessibility that a product claims."""
    if path.suffix == ".epub":
        return read_epub_claims(path)
    is_pdf = path.suffix == ".pdf"
    return tuple(("conformsTo", claim) for claim in read_claims(path)) if is_pdf else ()


def _validated(
    formats: Mapping[Path, Format], context: Context
) -> dict[Path, list[ValidatorVerdict]]:
    """The verdicts of the validators of each format; their errors are reported."""
    rows: dict[Path, list[ValidatorVerdict]] = {path: [] for path in formats}
    names = sorted({name for format_ in formats.values() for name in format_.validators})
    missing: list[str] = []

    def note_missing(name: str, error: MissingTool) -> None:
        place = Location(str(next(iter(formats)).parent))
        message = f"{name} was not run: {error.message}"
        severity = Severity.WARNING
        context.report.add("REL-005", message, place, hint=error.hint, severity=severity)
        missing.append(name)

    context.progress("validating")
    for verdict in run_validators(list(formats), names, context.cache, note_missing):
        context.report.extend(verdict.diagnostics())
        rows[verdict.path].append(_summary(verdict))
    for name in missing:
        for path, format_ in formats.items():
            if name.lower() in format_.validators:
                rows[path].append(ValidatorVerdict(name, Outcome.MISSING))
    return rows


def _summary(verdict: Verdict) -> ValidatorVerdict:
    errors, warnings = map(verdict.count, (Severity.ERROR, Severity.WARNING))
    warned = Outcome.WARNED if warnings else Outcome.PASSED
    rules = tuple(finding.rule for finding in verdict.findings)
    outcome = Outcome.FAILED if errors else warned
    return ValidatorVerdict(verdict.validator, outcome, errors, warnings, rules)
