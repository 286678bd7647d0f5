"""The whole flow of a book, from its folder to products that were read back and found right.

The stages behind reading are imported where they are used: whoever asks for the outline does not
wait for the libraries that make and take apart EPUB and PDF.

request.py   what a request for editions reads
making.py    one run of a build, which makes and verifies them
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from publish.cache import Cache, trim
from publish.diagnostics import Diagnostic, Report
from publish.errors import MissingTool, SourceChanged, UsageError
from publish.files import replace_all, staging
from publish.model.book import Artifact, Book, Edition
from publish.pipeline.build_run import Making, Progress
from publish.pipeline.builds import Builds
from publish.pipeline.selection import choose, read, readings, stop_on_errors
from publish.sources.files.snapshot import Readings, noted, take

__all__ = ["Progress", "build", "choose", "read", "readings", "release", "validate", "verify"]


def build(
    folder: Path,
    names: Sequence[str],
    out: Path,
    report: Report,
    progress: Progress,
    *,
    linked: bool = True,
) -> list[Artifact]:
    """Make, verify and put in place the chosen editions of a book.

    A PDF is laid out piece by piece and `linked`, or else as a whole: for who doubts the linker.

    What was made before from the same files is not made again. Nothing appears in `out` unless
    every edition was made and every check passed; raises `ContentError` when the report holds
    errors, `SourceChanged` when the book is another by then, `PublishError` when the machine fails.
    """
    cache = Cache.default()
    snapshot = take(folder, out, cache.folder) if cache.folder else None
    state = snapshot.state if snapshot and linked else None
    builds = Builds(cache, state, folder, out)
    with noted(folder) as noticed, Making(builds, report, progress, linked=linked) as making:
        editions = making.choose(names)
        with staging(out, lambda: progress(f"waiting for another build into {out}")) as stage:
            products = making.products(editions, stage)
            stop_on_errors(report)
            _stop_on_changes(noticed)
            placed = _place(products, stage, out)
    if state is not None and snapshot is not None and snapshot.covers(noticed):
        making.keep(names, placed)
    trim(cache)
    return placed


def _place(products: Sequence[Artifact], stage: Path, out: Path) -> list[Artifact]:
    """Move the products that stand in `stage` to their places in `out`, all or none."""
    placed = [replace(each, path=out / each.path.name) for each in products]
    moves = {a.path: b.path for a, b in zip(products, placed, strict=True) if a.path != b.path}
    if moves:
        replace_all(moves, stage)
    return placed


def _stop_on_changes(noticed: Readings) -> None:
    """Refuse a book of two states: what was read must be what stands there still."""
    if changed := noticed.changed():
        names = ", ".join(f"`{name}`" for name in changed[:3])
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        raise SourceChanged(f"{names}{more} changed while the book was made", hint="build it again")


def verify(book: Book, edition: Edition, out: Path) -> list[Diagnostic]:
    """Read a finished product back and hold it against the book."""
    from publish.verify import verify_finished

    path = out / book.product_name(edition)
    if not path.is_file():
        hint = f"publish build {book.folder} --edition {edition.name} --out {out}"
        raise UsageError(f"{path} is not there", hint=hint)
    return verify_finished(path, book, edition)


def validate(
    paths: Sequence[Path], asked: Collection[str], required: Collection[str], progress: Progress
) -> list[Diagnostic]:
    """What the validators named say of finished products.

    One that is missing is told in a line; raises `MissingTool` where it is required.
    """
    if not asked:
        return []
    from publish.verify.validators import pass_gates

    def missing(name: str, lacking: MissingTool) -> None:
        if name.lower() in required:
            raise lacking
        progress(f"{name} is not asked: {lacking.message}; {lacking.hint}")

    found: list[Diagnostic] = []
    for verdict in pass_gates(paths, asked, None, missing):
        progress(str(verdict))
        found += verdict.diagnostics()
    return found


def release(folder: Path, out: Path, dist: Path, report: Report) -> Path:
    """Verify the finished products of a book once more and release them; the release's folder."""
    from publish.distribute import Product, write_release
    from publish.outputs.cover.cover import draw_cover
    from publish.verify.page_count import count_pages

    texts = list(readings(folder, [], report))
    book = texts[0][1]
    products = []
    for edition, text in texts:
        report.extend(verify(text, edition, out))
        path = out / book.product_name(edition)
        products.append(Product(edition, path, count_pages(path)))
    stop_on_errors(report)
    cover = book.cover or draw_cover(book, book.editions[0])
    return write_release(book, products, cover, dist)
