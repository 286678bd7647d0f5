"""The Python interface: what the command line does with a book, as functions.

`releases` has those for releases of a book and for catalogues of them.

`import publish` offers all of it, imported when it is used. Every error is a `PublishError` with a
message and a hint; a `ContentError` also has the report with all diagnostics. A call uses no
process-wide state, so that calls may run in threads at the same time: those in different threads
read and write through the same cache, and wait for each other where they build into one folder.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from publish import pipeline
from publish.context import Context, ProgressCallback, make_context
from publish.diagnostics import Diagnostic
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.model.formats import FORMATS
from publish.model.outline import outline as outline_of
from publish.model.printer import Printer
from publish.model.section import Section
from publish.model.shop import Shop
from publish.pipeline.selection import read_unsettled, stop_on_errors

if TYPE_CHECKING:
    from publish.importers.bookfolder import ImportOutcome

IncompleteBuild = pipeline.IncompleteBuild
VALIDATORS = tuple(name for row in FORMATS.values() for name in row.validators)


class BuildResult(msgspec.Struct, frozen=True):
    """The products of a build, in the order of the request, and the warnings."""

    artifacts: list[Artifact]
    diagnostics: list[Diagnostic]


class VerifyResult(msgspec.Struct, frozen=True):
    """The products that were compared with the book, and the differences."""

    products: list[Path]
    diagnostics: list[Diagnostic]


class ExportResult(msgspec.Struct, frozen=True):
    """A book that was written for other programs.

    `files` are the names of what is in the folder `path`; `left_out` counts what has no place in
    the format, by kind, of which the `report` says more.
    """

    path: Path
    edition: str
    files: list[str]
    left_out: dict[str, int]
    report: Path
    diagnostics: list[Diagnostic]


class EditsResult(msgspec.Struct, frozen=True):
    """What has become of each section in an edited file, by its name, and which were written."""

    sections: dict[str, str]
    written: list[str]
    report: Path


class ProofResult(msgspec.Struct, frozen=True):
    """The page of a proof sheet, its facts as `publish proof --json` prints them, and the
    warnings of the build."""

    path: Path
    facts: dict[str, Any]
    diagnostics: list[Diagnostic]


class Explanation(msgspec.Struct, frozen=True):
    """A section, and the reasons for its number as sentences."""

    section: Section
    reasons: list[str]


def default_out(folder: Path) -> Path:
    """The folder for the products of a book where none is given: `build/<book>`."""
    return Path("build") / folder.resolve().name


def load(folder: str | Path, edition: str | None = None, *, context: Context | None = None) -> Book:
    """The book in a folder, read and not yet numbered; raises `ContentError` on any error.

    `edition` names the edition whose text is read, by default the first.
    """
    context = context or make_context()
    book = read_unsettled(Path(folder), context, edition)
    stop_on_errors(context.report)
    return book


def settle(book: Book, *, context: Context | None = None) -> Book:
    """The book with numbers, captions, notes and references; raises `ContentError` on any error.

    The given book must not be used afterwards: its texts are changed in place.
    """
    from publish.structure import settle as run_passes

    context = context or make_context()
    settled = run_passes(book, context)
    stop_on_errors(context.report)
    return settled


def open_book(
    folder: str | Path, edition: str | None = None, *, context: Context | None = None
) -> tuple[Edition, Book]:
    """An edition, by name or format, and the settled book with its text; by default the first."""
    names = [edition] if edition else []
    return next(pipeline.editions_with_books(Path(folder), names, context or make_context()))


def outline(book: Book) -> list[dict[str, Any]]:
    """The numbered tree of a settled book, as `publish outline --json` prints it."""
    return outline_of(book.sections)


def explain(book: Book, name: str) -> list[Explanation]:
    """Why the sections with that number, label or id are numbered as they are; empty if none is."""
    from publish.structure.explain import explain_number, find_sections

    return [
        Explanation(section, list(explain_number(book, section)))
        for section in find_sections(book, name)
    ]


def build(
    folder: str | Path,
    out: str | Path | None = None,
    editions: Sequence[str] = (),
    *,
    cache: bool | Path = True,
    progress: ProgressCallback | None = None,
    linked: bool = True,
    context: Context | None = None,
) -> BuildResult:
    """Build and verify editions of a book, by name or format; by default all of them.

    The products are put into `out`, by default `build/<book>`, all at once. `progress` receives
    one line for each step; a `context` replaces it and the `cache`. Raises `ContentError` where
    the book or a product is wrong: `IncompleteBuild` if others are right, which are in place.
    """
    context = context or make_context(cache=cache, progress=progress)
    target = Path(out) if out is not None else default_out(Path(folder))
    artifacts = pipeline.build(Path(folder), editions, target, context, linked=linked)
    return BuildResult(artifacts, list(context.report))


def verify(
    folder: str | Path,
    out: str | Path | None = None,
    editions: Sequence[str] = (),
    *,
    validators: Sequence[str] = (),
    required: Sequence[str] = (),
    context: Context | None = None,
) -> VerifyResult:
    """Compare finished products with the book, and run validators on them.

    Differences are diagnostics, not exceptions. A validator that is missing is skipped; raises
    `MissingTool` for a `required` one.
    """
    context = context or make_context()
    target = Path(out) if out is not None else default_out(Path(folder))
    products = []
    for edition, book in pipeline.editions_with_books(Path(folder), editions, context):
        context.report.extend(pipeline.verify(book, edition, target, context))
        products.append(target / book.product_name(edition))
        context.progress(f"{products[-1].name}: checked")
    chosen = (*validators, *required)
    context.report.extend(pipeline.validate(products, chosen, required, context.progress))
    return VerifyResult(products, list(context.report))


def proof(
    folder: str | Path,
    out: str | Path | None = None,
    edition: str | None = None,
    *,
    since: str | Path | None = None,
    dist: str | Path = "dist",
    context: Context | None = None,
) -> ProofResult:
    """Write the proof sheet of an edition with pages, by default the first, as an HTML page.

    `out` is its file, by default `build/<book>/<product>-proof.html`. `since` is the release that
    the text is compared with, by default the newest below `dist`. Raises what a build raises.
    """
    from publish.files import write_atomic
    from publish.pipeline.proofs import ProofRequest, make_proof
    from publish.proofing.as_json import as_json
    from publish.proofing.page import proof_page

    context = context or make_context()
    earlier = None if since is None else Path(since)
    request = ProofRequest(edition, earlier, Path(dist))
    name, sheet = make_proof(Path(folder), request, context)
    path = Path(out) if out is not None else default_out(Path(folder)) / f"{name}-proof.html"
    write_atomic(path, proof_page(sheet).encode())
    return ProofResult(path, as_json(sheet), list(context.report))


def preflight(
    folder: str | Path,
    out: str | Path | None = None,
    edition: str | None = None,
    *,
    context: Context | None = None,
) -> Path:
    """Build an edition for a printer, by default the first, and write its preflight page.

    The page is `<product>-preflight.html` beside the files in `out`. Raises what a build raises.
    """
    from publish.files import write_atomic
    from publish.pipeline.preflights import make_preflight

    context = context or make_context()
    target = Path(out) if out is not None else default_out(Path(folder))
    product, page = make_preflight(Path(folder), edition, target, context)
    path = product.with_name(f"{product.name}-preflight.html")
    write_atomic(path, page.encode())
    return path


def shops(names: Sequence[str] = ()) -> dict[str, Shop]:
    """Profiles of shops and devices: those that are shipped, or those of a list.

    Each is a name, the path of a file that ends in `.toml`, or `all` for those of all shops.
    Raises `UsageError` for one that does not exist, `ContentError` for a file with errors.
    """
    from publish.config.shops import requested_shops, shop_names

    return requested_shops(tuple(names or shop_names()))


def shop_as_json(shop: Shop) -> dict[str, Any]:
    """A profile as `publish profiles --json` prints it."""
    values: dict[str, Any] = msgspec.to_builtins(shop)
    rules = zip(values.pop("rule"), shop.rule, strict=True)
    texts = ("id", "of", "severity", "says", "hint", "source", "read")
    values["rules"] = [
        {name: fields[name] for name in texts} | dict(rule.limits()) for fields, rule in rules
    ]
    return values


def printers(names: Sequence[str] = ()) -> dict[str, Printer]:
    """Printers: those that are shipped, or those of a list, each a name or the path of a file.

    Raises `UsageError` for one that does not exist, `ContentError` for a file with errors.
    """
    from publish.config.printers import printer_names, requested_printers

    return requested_printers(names or printer_names())


def printer_as_json(printer: Printer) -> dict[str, Any]:
    """A printer as `publish printers --json` prints it; lengths are points."""
    values: dict[str, Any] = msgspec.to_builtins(printer)
    return values


def check_shops(path: str | Path, profiles: Mapping[str, Shop]) -> list[Diagnostic]:
    """What an EPUB, or each EPUB in the folder of a release, breaks of the rules of shops."""
    from publish.verification.shops import check_shops as check

    files = sorted(Path(path).glob("*.epub")) if Path(path).is_dir() else [Path(path)]
    return [diagnostic for file in files for diagnostic in check(file, profiles)]


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


def export_formats() -> list[str]:
    """The names of the formats that a book is exported to."""
    from publish.exporters.table import EXPORT_FORMATS

    return list(EXPORT_FORMATS)


def export_book(
    folder: str | Path,
    target: str | Path,
    to: str,
    edition: str | None = None,
    *,
    context: Context | None = None,
) -> ExportResult:
    """Write a book as the folder `target` for other programs, in the format `to`.

    `edition` names the one whose text is exported, by default the first, or the first of the format
    that the files are those of. An existing folder is replaced if an export wrote it and nobody has
    changed it since. Raises `ContentError` for errors of the book and for such changes.
    """
    from publish.exporters.report import REPORT
    from publish.pipeline.exporting import export_book as export

    context, path = context or make_context(), Path(target)
    chosen, exported = export(Path(folder), to, path, edition, context)
    left_out = {str(kind): entry.count for kind, entry in exported.ledger.rows()}
    files = sorted([*exported.files, REPORT])
    return ExportResult(path, chosen.name, files, left_out, path / REPORT, list(context.report))
