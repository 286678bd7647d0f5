"""One run of a build: the editions of a request, each made, verified, or taken as it stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict

from publish.config.manifest import edition_formats
from publish.diagnostics import ContentError, Diagnostic, Report
from publish.files import as_cannot_write
from publish.model.book import Artifact, Book, Edition
from publish.model.pagebreak import PrintEdition
from publish.pipeline.builds import Builds
from publish.pipeline.selection import (
    asked,
    choose,
    read,
    reads_another,
    stop_on_errors,
    without_linker,
)
from publish.processes import ForkedTask

if TYPE_CHECKING:
    from publish.outputs.pdf.schedule.pool import Press

Progress = Callable[[str], None]

# How far an edition that is made beside others steps back for those, which take longer (nice(1)).
_STEP_BACK = 19


class PdfOptions(TypedDict):
    """How PDFs are made, which is no matter of the book."""

    linked: bool
    press: Press | None
    say: Progress
    meanwhile: Callable[[], None]


class Making:
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
            from publish.outputs.pdf.schedule.pool import Pool

            self._press = self._open.enter_context(Pool())

    def choose(self, names: Sequence[str]) -> list[str]:
        """The editions of a request; the book is read only where this is not known."""
        known = self._builds.choice(names)
        if known is not None:
            self._report.extend(known[1])
            return known[0]
        self._progress("reading")
        there = edition_formats(self._builds.folder)
        wanted = asked(there, names)
        if any(there[edition] == "pdf" for edition in wanted):
            self._start_press()
        self._chosen = Report()
        self._first = next(iter(wanted), None)
        with _joining(self._report, self._chosen):
            self._book = read(self._builds.folder, self._chosen, self._first)
        chosen = choose(self._book, names)
        if not self._linked:
            chosen = without_linker(self._book, chosen, names, self._report)
        return [edition.name for edition in chosen]

    def products(self, editions: Sequence[str], stage: Path) -> list[Artifact]:
        """All editions, in their places as they should be, or in `stage`; EPUBs beside the rest."""
        with ExitStack() as stack:
            beside = {
                edition: stack.enter_context(ForkedTask(partial(self._apart, edition, stage)))
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
        if book is None or book.has_edition_variants:
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

    def _take(self, edition: str, work: ForkedTask[tuple[Artifact, Report]]) -> None:
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
        target = book.product_name(edition)
        printed = self._printed(book, edition, stage) if edition.page_list else None
        self._progress(f"writing {target}")
        with as_cannot_write(out / target):
            beside = verification.prepare
            options = PdfOptions(
                linked=self._linked, press=self._press, say=self._progress, meanwhile=beside
            )
            artifact = _write(book, edition, stage / target, told, printed, options)
        stop_on_errors(told)
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
        if book is None or self._chosen is None or reads_another(book, edition, self._first):
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
    """Have what a part of a run tells told with the whole, also where it ends the run.

    What ended it may have been told in a report of its own.
    """
    try:
        yield
    except ContentError as error:
        whole.extend([*part.diagnostics, *error.report.diagnostics])
        raise ContentError(whole) from None
    finally:
        whole.extend(part.diagnostics)


def _write(
    book: Book,
    edition: Edition,
    target: Path,
    report: Report,
    printed: PrintEdition | None,
    options: PdfOptions,
) -> Artifact:
    if edition.format == "epub":
        from publish.outputs.cover.cover import cover_of
        from publish.outputs.epub import write_epub

        with cover_of(book, edition) as cover:
            return write_epub(book, edition, target, report, cover=cover, printed=printed)
    from publish.outputs.pdf.writer import write_pdf

    return write_pdf(book, edition, target, report, **options)


def _at(out: Path, found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """What was found in the staged file, told of the file's final place."""
    for diagnostic in found:
        path = str(out / Path(diagnostic.location.path).name)
        yield replace(diagnostic, location=replace(diagnostic.location, path=path))
