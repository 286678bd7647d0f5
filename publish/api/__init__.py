"""The Python interface: what the command line does with a book, as functions.

`importing` and `exporting` have those for manuscripts of other programs, `shops` those for the
rules of shops, and `releases` those for releases of a book and for catalogues of them.

`import publish` offers all of it, imported when it is used. Every error is a `PublishError` with a
message and a hint; a `ContentError` also has the report with all diagnostics. A call uses no
process-wide state, so that calls may run in threads at the same time: those in different threads
read and write through the same cache, and wait for each other where they build into one folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from publish.pipeline.selection import read_unsettled, stop_on_errors

if TYPE_CHECKING:
    from publish.pipeline.preflights import Preflight

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

    The page is `<product>-preflight.html` beside the files in `out`, and a PDF of it is beside it.
    Raises what a build raises.
    """
    from publish.pipeline.preflights import make_preflight

    target = Path(out) if out is not None else default_out(Path(folder))
    return _beside(make_preflight(Path(folder), edition, target, context or make_context()))


def print_book(
    folder: str | Path,
    printer: str,
    out: str | Path | None = None,
    keys: Mapping[str, object] | None = None,
    *,
    context: Context | None = None,
) -> Path:
    """As `preflight`, for an edition that the manifest lacks: that of a printer, called as it is.

    `keys` are further keys of its table, as "paper" or "colour-profile". Raises what a build
    raises, and `UsageError` if the manifest has an edition of that name.
    """
    from publish.pipeline.preflights import make_print

    target = Path(out) if out is not None else default_out(Path(folder))
    table = {**(keys or {}), "printer": printer}
    return _beside(make_print(Path(folder), table, target, context or make_context()))


def _beside(made: Preflight) -> Path:
    """The file of a preflight page, which is beside the product."""
    from publish.files import write_atomic

    path = made.product.with_name(f"{made.product.name}-preflight.html")
    write_atomic(path, made.page.encode())
    write_atomic(path.with_suffix(".pdf"), made.pdf)
    return path


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
