"""The whole flow of a book, from its folder to products that were read back and found right.

The stages behind reading are imported where they are used: whoever asks for the outline does not
wait for the libraries that make and take apart EPUB and PDF.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict

from publish.aside import Aside
from publish.cache import Cache, trim
from publish.cache.builds import Builds
from publish.config.manifest import formats
from publish.diagnostics import ContentError, Diagnostic, Location, Report, Severity, did_you_mean
from publish.errors import ChangedMidway, MissingTool, UsageError
from publish.files import move_all, staging, writing
from publish.model.book import Artifact, Book, Edition
from publish.model.pagebreak import PrintEdition
from publish.sources.snapshot import Readings, noted, take

if TYPE_CHECKING:
    from publish.outputs.pdf.link.press import Press

Progress = Callable[[str], None]

# How far an edition that is made beside others steps back for those, which take longer (nice(1)).
_STEP_BACK = 19


class PdfOptions(TypedDict):
    """How PDFs are made, which is no matter of the book."""

    linked: bool
    press: Press | None
    say: Progress
    meanwhile: Callable[[], None]


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
    errors, `ChangedMidway` when the book is another by then, `PublishError` when the machine fails.
    """
    cache = Cache.of_user()
    snapshot = take(folder, out, cache.folder) if cache.folder else None
    state = snapshot.state if snapshot and linked else None
    builds = Builds(cache, state, folder, out)
    with noted(folder) as readings, _Making(builds, report, progress, linked=linked) as making:
        editions = making.choose(names)
        with staging(out, lambda: progress(f"waiting for another build into {out}")) as stage:
            products = making.products(editions, stage)
            _stop_on_errors(report)
            _stop_on_changes(readings)
            placed = _place(products, stage, out)
    if state is not None and snapshot is not None and snapshot.covers(readings):
        making.keep(names, placed)
    trim(cache)
    return placed


class _Making:
    """One run of a build: what it knows from others before it, and what each of its parts told."""

    def __init__(self, builds: Builds, report: Report, progress: Progress, *, linked: bool) -> None:
        self._builds = builds
        self._open = ExitStack()
        self._linked = linked
        self._press: Press | None = None
        self._report = report
        self._progress = progress
        self._told: dict[str, Report] = {}
        self._chosen: Report | None = None
        self._book: Book | None = None
        self._first: str | None = None  # the edition that it was read for
        self._products: dict[str, Artifact] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _start_press(self) -> None:
        """Have the layout engine come up while the book is read."""
        if self._linked:
            from publish.outputs.pdf.link.press import Pool

            self._press = self._open.enter_context(Pool())

    def choose(self, names: Sequence[str]) -> list[str]:
        """The editions of a request; the book is read only where this is not known."""
        known = self._builds.choice(names)
        if known is not None:
            self._report.extend(known[1])
            return known[0]
        self._progress("reading")
        there = formats(self._builds.folder)
        wanted = _asked(there, names)
        if any(there[edition] == "pdf" for edition in wanted):
            self._start_press()
        self._chosen = Report()
        self._first = next(iter(wanted), None)
        with _joining(self._report, self._chosen):
            self._book = read(self._builds.folder, self._chosen, self._first)
        chosen = choose(self._book, names)
        if not self._linked:
            chosen = _without_linker(self._book, chosen, names, self._report)
        return [edition.name for edition in chosen]

    def products(self, editions: Sequence[str], stage: Path) -> list[Artifact]:
        """All editions, in their places as they should be, or in `stage`; EPUBs beside the rest."""
        with ExitStack() as stack:
            beside = {
                edition: stack.enter_context(Aside(partial(self._apart, edition, stage)))
                for edition in self._separable(editions)
            }
            for edition in editions:
                if edition not in beside:
                    self.product(edition, stage)
            for edition, work in beside.items():
                self._take(edition, work)
        return [self._products[edition] for edition in editions]

    def _separable(self, editions: Sequence[str]) -> list[str]:
        """The EPUBs that are to be made and need no other edition, where others are made too."""
        book = self._book
        if book is None or book.varies:
            return []
        fresh = [name for name in editions if self._builds.product(name) is None]
        kinds = {edition.name: edition for edition in book.editions}
        alone = [
            name for name in fresh if kinds[name].format == "epub" and not kinds[name].page_list
        ]
        return alone if len(alone) < len(fresh) else alone[:-1]

    def _apart(self, edition: str, stage: Path) -> tuple[Artifact, Report]:
        """An edition and what is told of it, made in a copy of this process."""
        os.nice(_STEP_BACK)
        self._progress = lambda _: None  # two would write over each other's lines
        return self.product(edition, stage), self._told[edition]

    def _take(self, edition: str, work: Aside[tuple[Artifact, Report]]) -> None:
        try:
            self._products[edition], self._told[edition] = work.result()
        except ContentError as error:
            self._report.extend(error.report.diagnostics)
            raise ContentError(self._report) from None
        self._report.extend(self._told[edition].diagnostics)

    def product(self, edition: str, stage: Path) -> Artifact:
        """An edition, in its place as it should be, or restored or made in `stage`, once."""
        if edition not in self._products:
            self._products[edition] = self._settled(edition, stage)
        return self._products[edition]

    def _settled(self, edition: str, stage: Path) -> Artifact:
        known = self._builds.product(edition)
        artifact = known and self._builds.put(known[0], stage)
        if known and artifact:
            self._report.extend(known[1])
            return artifact
        told = self._told[edition] = Report()
        with _joining(self._report, told):
            return self._make(edition, stage, told)

    def _make(self, name: str, stage: Path, told: Report) -> Artifact:
        from publish.verify import Verification

        out = self._builds.out
        book = self._read(name, told)
        edition = next(each for each in book.editions if each.name == name)
        verification = Verification(book, edition, self._builds.cache)
        target = product_name(book, edition)
        printed = self._printed(book, edition, stage) if edition.page_list else None
        self._progress(f"writing {target}")
        with writing(out / target):
            beside = verification.prepare
            options = PdfOptions(
                linked=self._linked, press=self._press, say=self._progress, meanwhile=beside
            )
            artifact = _write(book, edition, stage / target, told, printed, options)
        _stop_on_errors(told)
        self._progress(f"verifying {target}")
        told.extend(_at(out, verification.of(artifact.path)))
        return artifact

    def _printed(self, book: Book, edition: Edition, stage: Path) -> PrintEdition:
        """The pages of the edition whose numbers an EPUB carries; it is made, wanted or not, so
        that the EPUB is the same in any company."""
        from publish.outputs.pagelist import read_breaks

        other = next(each for each in book.editions if each.name == edition.page_list)
        artifact = self.product(other.name, stage)
        text = self._read(other.name, Report())
        isbn = "".join(filter(str.isdigit, other.isbn))
        name = f"urn:isbn:{isbn}" if isbn else book.metadata.identifier
        return PrintEdition(name, read_breaks(artifact.path, text))

    def _read(self, edition: str, told: Report) -> Book:
        """The book as that edition reads it: the one that was read first, if that is it."""
        book = self._book
        if book is None or self._chosen is None or _reads_another(book, edition, self._first):
            return read(self._builds.folder, told, edition)
        told.extend(self._chosen.diagnostics)
        return book

    def keep(self, names: Sequence[str], placed: Sequence[Artifact]) -> None:
        """Let the next builds know what this one came to, once it stands in its place."""
        if self._chosen is not None:
            editions = [artifact.edition for artifact in placed]
            self._builds.keep_choice(names, editions, self._chosen.diagnostics)
        for artifact in placed:
            if artifact.edition in self._told:
                self._builds.keep_product(artifact, self._told[artifact.edition].diagnostics)


@contextmanager
def _joining(whole: Report, part: Report) -> Iterator[None]:
    """Have what a part of a run tells told with the whole, also where it ends the run."""
    try:
        yield
    except ContentError:
        whole.extend(part.diagnostics)
        raise ContentError(whole) from None
    finally:
        whole.extend(part.diagnostics)


def _place(products: Sequence[Artifact], stage: Path, out: Path) -> list[Artifact]:
    """Move the products that stand in `stage` to their places in `out`, all or none."""
    placed = [replace(each, path=out / each.path.name) for each in products]
    moves = {a.path: b.path for a, b in zip(products, placed, strict=True) if a.path != b.path}
    if moves:
        move_all(moves, stage)
    return placed


def _stop_on_changes(readings: Readings) -> None:
    """Refuse a book of two states: what was read must be what stands there still."""
    if changed := readings.changed():
        names = ", ".join(f"`{name}`" for name in changed[:3])
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        raise ChangedMidway(f"{names}{more} changed while the book was made", hint="build it again")


def read(folder: Path, report: Report, edition: str | None = None) -> Book:
    """The book in a folder with all its numbers settled; raises `ContentError` on any error.

    `edition` names the one whose content is read; the first when left out.
    """
    from publish.sources.folder import read_book
    from publish.structure import settle

    book = read_book(folder, report, edition)
    if book is not None:
        book = settle(book, report)
    _stop_on_errors(report)
    if book is None:
        raise ContentError(report)
    if book.open_questions:
        message = f"open questions of the import: {book.open_questions}"
        hint = "answer them in import-review.md and import again with --answers"
        place = Location(str(folder / "book.toml"))
        report.add("IMP-010", message, place, hint=hint, severity=Severity.WARNING)
    return book


def choose(book: Book, names: Sequence[str]) -> list[Edition]:
    """The editions with those names, or of those formats; all when none is named."""
    there = {edition.name: edition.format for edition in book.editions}
    for name in names:
        if not _asked(there, [name]):
            hint = did_you_mean(name, there) or f"it has: {', '.join(there)}"
            raise UsageError(f"`{book.name}` has no edition `{name}`", hint=hint)
    editions = {edition.name: edition for edition in book.editions}
    return [editions[name] for name in _asked(there, names)]


def _without_linker(
    book: Book, chosen: list[Edition], names: Sequence[str], report: Report
) -> list[Edition]:
    """The editions that can be made without the linker, with a word on each other.

    Raises `ContentError` where none can, or one that was asked for by name.
    """
    from publish.outputs.pdf.obstacles import linked_for, report_unlinked

    made = [edition for edition in chosen if linked_for(book, edition) is None]
    severity = Severity.WARNING if made and not names else Severity.ERROR
    for edition in chosen:
        if edition not in made:
            report_unlinked(book, edition, report, severity)
    _stop_on_errors(report)
    return made


def readings(folder: Path, names: Sequence[str], report: Report) -> Iterator[tuple[Edition, Book]]:
    """The editions of a request, each with the book as it has it; raises what `read` does."""
    first = next(iter(_asked(formats(folder), names)), None)
    book = read(folder, report, first)
    for edition in choose(book, names):
        another = _reads_another(book, edition.name, first)
        yield edition, read(folder, report, edition.name) if another else book


def _reads_another(book: Book, edition: str, first: str | None) -> bool:
    """Whether the text of an edition is another than that of the `first`, which was read."""
    return book.varies and edition != first


def _asked(there: Mapping[str, str], names: Sequence[str]) -> list[str]:
    """Those of the editions `there`, with their formats, that a request asks for."""
    if not names:
        return list(there)
    named = ([name] if name in there else [e for e in there if there[e] == name] for name in names)
    return list(dict.fromkeys(chain.from_iterable(named)))


def product_name(book: Book, edition: Edition) -> str:
    """The file of an edition: `<book>.<ext>`, or `<book>-<edition>.<ext>` by another name."""
    return book.product(edition)


def verify(book: Book, edition: Edition, out: Path) -> list[Diagnostic]:
    """Read a finished product back and hold it against the book."""
    from publish.verify import verify_finished

    path = out / product_name(book, edition)
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


def _write(
    book: Book,
    edition: Edition,
    target: Path,
    report: Report,
    printed: PrintEdition | None,
    options: PdfOptions,
) -> Artifact:
    if edition.format == "epub":
        from publish.outputs.cover import cover_of
        from publish.outputs.epub import write_epub

        with cover_of(book, edition) as cover:
            return write_epub(book, edition, target, report, cover=cover, printed=printed)
    from publish.outputs.pdf.writer import write_pdf

    return write_pdf(book, edition, target, report, **options)


def _stop_on_errors(report: Report) -> None:
    if report.errors:
        raise ContentError(report)


def _at(out: Path, found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """What was found in the staged file, told of the file's final place."""
    for diagnostic in found:
        path = str(out / Path(diagnostic.location.path).name)
        yield replace(diagnostic, location=replace(diagnostic.location, path=path))


def release(folder: Path, out: Path, dist: Path, report: Report) -> Path:
    """Verify the finished products of a book once more and release them; the release's folder."""
    from publish.distribute import Product, write_release
    from publish.outputs.cover import draw_cover
    from publish.verify.pages import count_pages

    texts = list(readings(folder, [], report))
    book = texts[0][1]
    products = []
    for edition, text in texts:
        report.extend(verify(text, edition, out))
        path = out / product_name(book, edition)
        products.append(Product(edition, path, count_pages(path)))
    _stop_on_errors(report)
    cover = book.cover or draw_cover(book, book.editions[0])
    return write_release(book, products, cover, dist)
