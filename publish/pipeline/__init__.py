"""The whole flow of a book, from its folder to verified products.

The stages after reading are imported where they are used, so that `publish outline` does not wait
for the libraries that read and write EPUB and PDF.

selection.py  loads the book and selects the editions of a request
checks.py     what a format cannot show of a book
build_run.py  one run of a build, which builds and verifies them
layout_engine.py  the layout engine of a run
reports.py    reports of the parts of a run
earlier_pages.py  the addresses of a web edition before, and where they lead
builds.py     the results of earlier builds
read_back.py  reads an imported book again, for the account of its words
incomplete.py the end of a build in which only some editions have errors
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from publish.cache import NO_CACHE, trim
from publish.context import Context, ProgressCallback
from publish.diagnostics import Diagnostic, Report
from publish.errors import MissingTool, UsageError
from publish.files import replace_all, sha256_of, staging
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.model.formats import format_of
from publish.pipeline.build_run import BuildRun
from publish.pipeline.builds import BuildRecords
from publish.pipeline.checks import shown_book
from publish.pipeline.incomplete import IncompleteBuild
from publish.pipeline.read_back import read_back
from publish.pipeline.selection import (
    editions_with_books,
    load_book,
    select_editions,
    stop_on_changes,
    stop_on_errors,
)
from publish.render.theme_folders import user_themes_digest
from publish.sources.files.snapshot import Snapshot, record_reads, take_snapshot

if TYPE_CHECKING:
    from publish.outputs.pdf.schedule.pool import ForkServerPool

__all__ = [
    "IncompleteBuild",
    "build",
    "editions_with_books",
    "load_book",
    "read_back",
    "select_editions",
    "validate",
    "verify",
]


def build(
    folder: Path,
    names: Sequence[str],
    out: Path,
    context: Context,
    *,
    linked: bool = True,
    kept_pool: ForkServerPool | None = None,
) -> list[Artifact]:
    """Build, verify and put in place the selected editions of a book.

    A PDF is laid out piece by piece and `linked`, or as a whole, to rule the linker out as a cause;
    by a pool that ends with this build, or one that was kept from an earlier one.

    Products of an earlier build from the same files are reused. Only products without errors appear
    in `out`, all at once. Raises `ContentError` if the report has errors: `IncompleteBuild` if some
    editions have none; `SourceChanged` if the book changed meanwhile, and `PublishError` if the
    machine fails, and then nothing appears.
    """
    cache = context.cache
    snapshot = take_snapshot(folder, out, cache.folder) if cache.folder else None
    state = _state(snapshot, context) if snapshot and linked else None
    builds = BuildRecords(cache, state, folder, out)
    run = BuildRun(builds, context, linked=linked, kept_pool=kept_pool)
    with record_reads(folder) as files_read, run:
        editions = run.select_editions(names)
        with staging(
            out, lambda: context.progress(f"waiting for another build into {out}")
        ) as stage:
            staged = run.build_all(editions, stage)
            if not staged:
                stop_on_errors(context.report)
            stop_on_changes(files_read.changed(), "build")
            artifacts = _move_into_place(staged, stage, out)
    if state is not None and snapshot is not None and snapshot.covers(files_read):
        run.store_records(names, artifacts)
    trim(cache)
    if context.report.errors:
        built = {artifact.edition for artifact in artifacts}
        failed = [edition for edition in editions if edition not in built]
        raise IncompleteBuild(context.report, artifacts, failed)
    return artifacts


def _state(snapshot: Snapshot, context: Context) -> str:
    """The state of a book with the themes of the user and the editions that a request adds."""
    state, added = f"{snapshot.state}{user_themes_digest()}", context.added_editions
    return sha256_of(msgspec.json.encode([state, added])) if added else state


def _move_into_place(staged: Sequence[Artifact], stage: Path, out: Path) -> list[Artifact]:
    """Move the products from `stage` to `out`, all or none."""
    artifacts = [replace(artifact, path=out / artifact.path.name) for artifact in staged]
    pairs = zip(staged, artifacts, strict=True)
    if moves := {before.path: after.path for before, after in pairs if before.path != after.path}:
        replace_all(moves, stage)
    return artifacts


def verify(book: Book, edition: Edition, out: Path, context: Context) -> list[Diagnostic]:
    """Read a finished product back and compare it with the book."""
    from publish.verification import verify_untrusted

    path = out / book.product_name(edition)
    if not (path.is_dir() if format_of(edition.format).is_folder else path.is_file()):
        words = ("publish", "build", book.folder, "--edition", edition.name, "--out", out)
        hint = shlex.join(map(str, words))
        raise UsageError(f"{path} does not exist", hint=hint)
    return verify_untrusted(path, shown_book(book, edition, Report()), edition, context)


def validate(
    paths: Sequence[Path],
    validators: Collection[str],
    required: Collection[str],
    progress: ProgressCallback,
) -> list[Diagnostic]:
    """The diagnostics of some validators for finished products.

    A missing validator is reported in a line; raises `MissingTool` if it is `required`.
    """
    if not validators:
        return []
    from publish.verification.validators import run_validators

    def skip(name: str, error: MissingTool) -> None:
        if name.lower() in required:
            raise error
        progress(f"{name} is skipped: {error.message}; {error.hint}")

    diagnostics: list[Diagnostic] = []
    for verdict in run_validators(paths, validators, NO_CACHE, skip):
        progress(str(verdict))
        diagnostics += verdict.diagnostics()
    return diagnostics
