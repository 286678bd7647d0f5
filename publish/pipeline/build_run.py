"""One run of a build: the editions of a request, each built and verified, or reused.

An edition with errors stops itself, and those that have its page numbers, but no other.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from publish.config.manifest import edition_formats, has_own_cover
from publish.context import Context, no_progress
from publish.diagnostics import ContentError, Diagnostic, Report
from publish.external import return_free_memory
from publish.files import as_cannot_write
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.model.formats import Format, format_of, resolve
from publish.model.pagebreak import PrintEdition
from publish.outputs.writers import Writer, WriteRequest
from publish.pipeline.builds import BuildRecords
from publish.pipeline.checks import earlier_pages_of, shown_book
from publish.pipeline.differences import explained
from publish.pipeline.early_readers import start_readers
from publish.pipeline.layout_engine import LayoutEngine
from publish.pipeline.reports import merged_into, relocated
from publish.pipeline.selection import (
    independent_epubs,
    load_book,
    match_names,
    needs_other_text,
    select_editions,
    stop_on_errors,
    unlinked_editions,
)
from publish.processes import ForkedTask, can_be_copied
from publish.sources.files.manuscript_lines import manuscript_lines

if TYPE_CHECKING:
    from publish.outputs.pdf.schedule.pool import ForkServerPool
    from publish.verification import Verification

# How much priority an EPUB yields to the PDFs built in parallel, which take longer (nice(1)).
_NICENESS = 19


class BuildRun:
    """One run of a build: the results of earlier builds, and the report of each edition."""

    def __init__(
        self,
        builds: BuildRecords,
        context: Context,
        *,
        linked: bool,
        kept_pool: ForkServerPool | None = None,
    ) -> None:
        self._builds = builds
        self._context = context
        self._stack = ExitStack()
        self._linked = linked
        self._engine = LayoutEngine(kept_pool, linked=linked)
        self._report = context.report
        self._edition_reports: dict[str, Report] = {}
        self._reading_report: Report | None = None  # once the book was read
        self._book: Book | None = None
        self._book_edition: str | None = None  # whose text `_book` has
        self._wanted: Sequence[str] = ()
        self._copies = ExitStack()  # of this process, while editions are built
        self._begun: dict[str, ForkedTask[tuple[Artifact, Report]]] = {}  # those for printers
        self._artifacts: dict[str, Artifact] = {}
        self._failed: set[str] = set()  # editions with errors, which are in `_report`
        self._shown: dict[str, tuple[Book, list[Diagnostic]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def select_editions(self, names: Sequence[str]) -> list[str]:
        """The editions of a request; the book is read only if no earlier build recorded them."""
        requested: dict[str, Format] | None = None
        if not self._builds.has_products:  # nor, most likely, records, which take a while to find
            requested = self._requested(names)
            self._start_engine(requested.values())
        if record := self._builds.selection(names):
            editions, diagnostics = record
            self._report.extend(diagnostics)
            return editions
        self._context.progress("reading")
        if requested is None:
            requested = self._requested(names)
            self._start_engine(requested.values())
        readers = start_readers(requested, self._context, self._stack)
        self._context = replace(self._context, readers=readers)
        self._reading_report = Report()
        self._book_edition = next(iter(requested), None)
        with merged_into(self._report, self._reading_report):
            reading = self._context.with_report(self._reading_report)
            if self._engine.pool is None:  # which would work on the other core
                late = chain.from_iterable(each.late_modules for each in requested.values())
                reading = replace(reading, while_parsing=partial(_import_all, late))
            check = partial(self._check_editions, list(requested), self._reading_report)
            self._book = load_book(self._builds.folder, reading, self._book_edition, check)
        selected = select_editions(self._book, names)
        if not self._linked:
            selected = unlinked_editions(self._book, selected, names, self._report)
        return [edition.name for edition in selected]

    def _requested(self, names: Sequence[str]) -> dict[str, Format]:
        """The editions of a request with their formats, before the book is read."""
        formats = edition_formats(self._builds.folder, self._context.added_editions)
        return {edition: format_of(formats[edition]) for edition in match_names(formats, names)}

    def _start_engine(self, formats: Collection[Format]) -> None:
        """Start the layout engine that some formats need, unless it is started."""
        if any(each.has_pages for each in formats):
            self._engine.start(self._context.cache, self._stack)
        elif self._draws_a_cover(formats):
            self._engine.start_for_cover(self._context.cache, self._stack)

    def _draws_a_cover(self, formats: Iterable[Format]) -> bool:
        """Whether a cover must be drawn, as far as is known before the book is read: of a book
        whose author has none, and of which there is no product yet."""
        builds = self._builds
        return (
            self._context.processes > 1
            and any(each.has_cover for each in formats)
            and not builds.has_products
            and not has_own_cover(builds.folder)
        )

    def _check_editions(self, requested: Sequence[str], report: Report, book: Book) -> None:
        """Report what the requested editions with the text of this book cannot show."""
        for edition in book.editions:
            other_text = needs_other_text(book, edition.name, self._book_edition)
            if edition.name in requested and not other_text:
                self._check(book, edition, report)

    def _check(self, book: Book, edition: Edition, reading: Report) -> None:
        report = Report([*reading.diagnostics])
        shown = shown_book(book, edition, report)
        self._shown[edition.name] = shown, report.diagnostics
        self._report.extend(report.diagnostics)
        if len(report.errors) > len(reading.errors):
            self._failed.add(edition.name)

    def _shown_book(self, book: Book, edition: Edition, report: Report) -> Book:
        """The book as an edition shows it, which was found when the book was read."""
        if book is not self._book or edition.name not in self._shown:
            return shown_book(book, edition, report)
        shown, diagnostics = self._shown[edition.name]
        report.extend(diagnostics)
        return shown

    def build_all(self, editions: Sequence[str], stage: Path) -> list[Artifact]:
        """The editions without errors, unchanged in place or built in `stage`, some in parallel."""
        self._wanted = editions
        with self._copies as stack:
            tasks = {
                edition: stack.enter_context(
                    ForkedTask(partial(self._build_forked, edition, stage))
                )
                for edition in self._independent_epubs(editions)
            }
            for edition in editions:
                if edition not in tasks:
                    with suppress(ContentError):
                        self.build_once(edition, stage)
            for edition, task in tasks.items():
                with suppress(ContentError):
                    self._collect(edition, task)
        return [self._artifacts[edition] for edition in editions if edition not in self._failed]

    def _independent_epubs(self, editions: Sequence[str]) -> list[str]:
        """The EPUBs to build that need no other edition; not all, if nothing else is built."""
        book = self._book
        if book is None or book.has_edition_variants or self._context.copies == 1:
            return []
        if not can_be_copied():
            return []
        wanted = [name for name in editions if name not in self._failed]
        missing = [name for name in wanted if self._builds.artifact(name) is None]
        epubs = independent_epubs(book, missing)
        return epubs if len(epubs) < len(missing) else epubs[:-1]

    def _build_forked(self, edition: str, stage: Path) -> tuple[Artifact, Report]:
        """An EPUB and its report, built in a copy of this process."""
        os.nice(_NICENESS)
        self._context = replace(self._context, forks=False)  # the layout has all other cores
        return self._built_forked(edition, stage)

    def _built_forked(self, edition: str, stage: Path) -> tuple[Artifact, Report]:
        self._engine.take_for_cover()  # it is of the process that this is a copy of
        # Two processes would overwrite each other's lines, and this one is a share of the cores.
        self._context = replace(self._context, progress=no_progress)
        return self.build_once(edition, stage), self._edition_reports[edition]

    def _collect(self, edition: str, task: ForkedTask[tuple[Artifact, Report]]) -> None:
        try:
            self._artifacts[edition], self._edition_reports[edition] = task.result()
        except ContentError as error:
            self._failed.add(edition)
            self._report.extend(error.report.diagnostics)
            raise
        self._report.extend(self._edition_reports[edition].diagnostics)

    def build_once(self, edition: str, stage: Path) -> Artifact:
        """An edition, unchanged in place or restored or built in `stage`; at most once in a run."""
        if edition in self._failed:
            raise ContentError(self._report)
        if edition not in self._artifacts:
            try:
                self._artifacts[edition] = self._restore_or_build(edition, stage)
            except ContentError:
                self._failed.add(edition)
                raise
        return self._artifacts[edition]

    def _restore_or_build(self, edition: str, stage: Path) -> Artifact:
        if record := self._builds.artifact(edition):
            artifact, diagnostics = record
            if restored := self._builds.restore(artifact, stage):
                self._report.extend(diagnostics)
                return restored
        report = self._edition_reports[edition] = Report()
        with merged_into(self._report, report):
            return self._build(edition, stage, self._context.with_report(report))

    def _build(self, name: str, stage: Path, context: Context) -> Artifact:
        from publish.verification import Verification

        out = self._builds.out
        book = self._book_for(name, context)
        edition = _edition(book, name)
        book = self._shown_book(book, edition, context.report)
        stop_on_errors(context.report)
        target = book.product_name(edition)
        printed, pages = self._pages_of_other(book, edition, stage)
        if name in self._begun:
            return _result(self._begun.pop(name), context.report)
        printing = self._to_print(book, edition)
        verification = Verification(book, edition, context, pages)
        context.progress(f"writing {target}")
        with as_cannot_write(out / target):
            request = WriteRequest(
                before=out / target,
                printed=printed,
                pages=pages,
                downloads=[self.build_once(each, stage) for each in edition.downloads],
                earlier=earlier_pages_of(book, edition, context.cache),
                linked=self._linked,
                pool=self._engine.pool,
                cover_engine=self._engine.take_for_cover(),
                manuscript_lines=manuscript_lines(book.folder),
                while_laying_out=partial(_prepare, verification, printing),
                pages_written=verification.read_ahead,
            )
            write: Writer = resolve(format_of(edition.format).writer)
            artifact = write(book, edition, stage / target, context, request)
        self._engine.end_after(book, edition)
        return_free_memory()  # trees of all pages
        stop_on_errors(context.report)
        with ExitStack() as stack:
            begun = {
                each.name: stack.enter_context(
                    ForkedTask(partial(self._print_forked, each.name, artifact, stage))
                )
                for each in printing
            }
            context.progress(f"verifying {target}")
            differences = list(relocated(verification.check(artifact.path), out))
            return_free_memory()  # of what was read of the file, which is stored after this
            context.report.extend(explained(differences, edition))
            stop_on_errors(context.report)
            self._copies.push(stack.pop_all())
        self._begun |= begun
        return artifact

    def _to_print(self, book: Book, edition: Edition) -> list[Edition]:
        """The editions that are made for printers of the pages of an edition while it is verified,
        each in a copy of this process; the others are made after it."""
        copies = self._context.copies - 1
        if book.has_edition_variants or not copies or not can_be_copied():
            return []
        wanted = [
            each
            for each in book.editions
            if each.page_list == edition.name
            and format_of(each.format).prints_pages
            and each.name in self._wanted
            and each.name not in self._failed
            and self._builds.artifact(each.name) is None
        ]
        return wanted[:copies]

    def _print_forked(
        self, edition: str, printed: Artifact, stage: Path
    ) -> tuple[Artifact, Report]:
        """An edition for a printer and its report, made in a copy of this process of the pages that
        are `printed`."""
        self._artifacts[printed.edition] = printed
        return self._built_forked(edition, stage)

    def _pages_of_other(
        self, book: Book, edition: Edition, stage: Path
    ) -> tuple[PrintEdition | None, Path | None]:
        """The edition whose page numbers an EPUB has, or the file whose pages are for a printer.

        It is built even if it was not requested, so that the EPUB is the same in every request.
        """
        if not edition.page_list:
            return None, None
        printed = _edition(book, edition.page_list)
        artifact = self.build_once(printed.name, stage)
        if format_of(edition.format).prints_pages:
            return None, artifact.path
        return self._print_edition(book, printed, artifact), None

    def _print_edition(self, book: Book, printed: Edition, artifact: Artifact) -> PrintEdition:
        printed_book = self._book_for(printed.name, self._context.with_report(Report()))
        return print_edition(printed_book, printed, artifact.path, book)

    def _book_for(self, edition: str, context: Context) -> Book:
        """The book with the text of an edition: the one in memory if it has that text."""
        book, reading = self._book, self._reading_report
        if book is None or reading is None or needs_other_text(book, edition, self._book_edition):
            return load_book(self._builds.folder, context, edition)
        context.report.extend(reading.diagnostics)
        return book

    def store_records(self, names: Sequence[str], artifacts: Sequence[Artifact]) -> None:
        """Record the results of this build for later ones, once its products are in place."""
        if self._reading_report is not None and not self._failed:
            editions = [artifact.edition for artifact in artifacts]
            self._builds.store_selection(names, editions, self._reading_report.diagnostics)
        for artifact in artifacts:
            report = self._edition_reports.get(artifact.edition)
            if report is not None:
                self._builds.store_artifact(artifact, report.diagnostics)


def print_edition(book: Book, edition: Edition, path: Path, shown: Book) -> PrintEdition:
    """A print edition that was written to `path`, as one with the text of `shown` refers to it."""
    from publish.outputs.edition_breaks import breaks_in_text_of
    from publish.outputs.pagelist import read_breaks

    isbn = "".join(filter(str.isdigit, edition.isbn))
    name = f"urn:isbn:{isbn}" if isbn else book.metadata.identifier
    breaks = read_breaks(path, book)
    if book.has_edition_variants:
        breaks = breaks_in_text_of(shown, book, breaks)
    return PrintEdition(name, breaks)


def _result(task: ForkedTask[tuple[Artifact, Report]], report: Report) -> Artifact:
    """The edition that a copy of this process has built, with what it found in the `report`."""
    artifact, found = task.result()
    report.extend(found.diagnostics)
    return artifact


def _prepare(verification: Verification, printing: Iterable[Edition]) -> None:
    """Prepare what follows the layout of an edition, while other processes are at it."""
    verification.prepare()
    _import_all(chain.from_iterable(format_of(each.format).late_modules for each in printing))


def _import_all(modules: Iterable[str]) -> None:
    """Import what takes long to import, and is needed once the book has been read."""
    for module in ("publish.structure", *modules):
        import_module(module)


def _edition(book: Book, name: str) -> Edition:
    return next(edition for edition in book.editions if edition.name == name)
