"""Builds the views of a book from its newest text, each shown as soon as it is complete.

The print edition is made by a copy of this process while this one makes the others; so are the
checks, once everything is shown. A copy is killed as soon as a file is saved again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from publish.context import Context
from publish.diagnostics import ContentError, Diagnostic, Report
from publish.errors import PublishError
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.model.formats import format_of
from publish.outputs.pdf.schedule.kept_pool import KeptPool, KeptPools
from publish.outputs.pdf.schedule.pool import LayoutPool
from publish.outputs.writers import WriteRequest
from publish.pipeline.build_run import print_edition
from publish.preview.changed_pages import ChangedPages
from publish.preview.checking import ToCheck, check, import_checks
from publish.preview.exchange import VIEWS, State
from publish.preview.making import Made, make
from publish.preview.reading import Text, read_text
from publish.preview.saves import SavedAgain, Saves
from publish.preview.showing import Shown
from publish.processes import ForkedTask, can_be_copied
from publish.sources.files.snapshot import record_reads

_PRINT, *_OTHERS = VIEWS
T = TypeVar("T")


class Builder:
    """Builds the views of one book again and again."""

    def __init__(
        self,
        folder: Path,
        names: Sequence[str],
        root: Path,
        pools: KeptPools,
        context: Context,
        tell: Callable[[State], None],
        saves: Saves,
    ) -> None:
        self._folder, self._names, self._stage = folder, names, root / "stage"
        self._memory = root / "layout-before"
        self._pools, self._saves, self._context = pools, saves, context
        self._shown = Shown(folder, root, tell)
        self._is_warm = False  # whether all that a build needs is imported and compiled

    def build(self) -> bool:
        """Build all views from the text of now, and check them; False if it changed meanwhile."""
        report, pool = Report(), self._pools.current()
        self._shown.begin()
        try:
            with record_reads(self._folder) as files_read:
                context = replace(self._context, report=report, progress=self._saves.stop_if_saved)
                text = read_text(self._folder, self._names, context, files_read)
                self._build(text, pool)
        except SavedAgain:
            with suppress(PublishError):  # then the next build gets another one
                pool.abandon()
            return False
        except ContentError as error:
            report.extend(error.report.diagnostics)
            self._shown.end(report)
        except PublishError as error:
            self._shown.end(report, error)
        return True

    def _build(self, text: Text, pool: KeptPool) -> None:
        self._shown.report(text.report)
        waiting = [view for view in _OTHERS if _needs_others(text.editions[view])]
        with ExitStack() as stack:
            start = partial(self._start, stack)
            changed = stack.enter_context(ChangedPages(self._stage / "changed", self._memory))
            printing = start(
                partial(self._make, _PRINT, text, pool, changed),
                is_warm=self._is_warm,
                changed=changed,
            )
            for view in _OTHERS:
                if view not in waiting:
                    self._show(view, self._make(view, text, pool), text)
            for view in waiting:
                self._show_meanwhile(view, text, pool)
            self._show(_PRINT, printing(), text)
            for view in waiting:
                self._show(view, start(partial(self._make, view, text, pool))(), text)
            self._is_warm = True
            self._shown.end(text.report)
            import_checks()
            text.report.extend(start(partial(self._check, text))())
            self._shown.end(text.report)

    def _start(
        self,
        stack: ExitStack,
        work: Callable[[], T],
        *,
        is_warm: bool = True,
        changed: ChangedPages | None = None,
    ) -> Callable[[], T]:
        """Start work in a copy of this process, where that is possible; what waits for it.

        What a copy imports and compiles is lost with it, so that the first work is done here.
        """
        if not is_warm or self._context.copies == 1 or not can_be_copied():
            return work
        task = stack.enter_context(ForkedTask(work))
        return partial(self._result, task, changed)

    def _result(self, task: ForkedTask[T], changed: ChangedPages | None) -> T:
        """The result of a copy, before which it may find changed pages."""
        while changed and self._saves.wait(task, changed) is changed:
            self._shown.show_changed(_PRINT, changed.take())
        self._saves.wait(task)
        return task.result()

    def _make(
        self, view: str, text: Text, pool: KeptPool, changed: ChangedPages | None = None
    ) -> Made:
        """Make a view, with a report of its own."""
        context = text.context.with_report(Report())
        self._stage.mkdir(parents=True, exist_ok=True)
        before, watch = self._shown.product(view), None
        if changed:
            before, watch = changed.watch(before)
        request = WriteRequest(before=before, pool=pool, watch=watch)
        return self._write(text, context, text.books[view], text.editions[view], request)

    def _write(
        self, text: Text, context: Context, book: Book, edition: Edition, request: WriteRequest
    ) -> Made:
        """Write an edition, with what it has of others."""
        other = partial(self._other, text, context, request.pool)
        request = replace(request, downloads=[other(name)[2] for name in edition.downloads])
        if edition.page_list:
            printed_book, printed, artifact = other(edition.page_list)
            if format_of(edition.format).prints_pages:
                request = replace(request, pages=artifact.path)
            else:
                of_pages = print_edition(printed_book, printed, artifact.path, book)
                request = replace(request, printed=of_pages)
        return make(book, edition, self._stage, context, request)

    def _other(
        self, text: Text, context: Context, pool: LayoutPool | None, name: str
    ) -> tuple[Book, Edition, Artifact]:
        """An edition that a view has something of: one that is shown, or made for it."""
        edition = text.edition(name)
        book = text.book_for(edition)
        for view, shown in text.editions.items():
            if shown == edition:
                path = self._stage / "shown" / book.product_name(edition)
                return book, edition, self._shown.artifact(view, path)
        made = self._write(text, context, book, edition, WriteRequest(pool=pool))
        return book, edition, made.artifact

    def _show_meanwhile(self, view: str, text: Text, pool: KeptPool) -> None:
        """Show a view that waits for others with what these are up to now."""
        edition = text.editions[view]
        known = {other.name for name, other in text.editions.items() if self._shown.product(name)}
        if known.issuperset(filter(None, (edition.page_list, *edition.downloads))):
            with suppress(PublishError):  # what is wrong is told when it is made of the new ones
                made = self._make(view, text, pool)
                self._shown.show(view, made, text.books[view], is_stale=True)
        self._saves.stop_if_saved()

    def _show(self, view: str, made: Made, text: Text) -> None:
        if text.files_read.changed():
            raise SavedAgain
        text.report.extend(made.diagnostics)
        self._shown.show(view, made, text.books[view])
        self._saves.stop_if_saved()

    def _check(self, text: Text) -> list[Diagnostic]:
        """What is wrong in the views, which are shown already."""
        return check(
            [
                ToCheck(path, text.books[view], text.editions[view])
                for view in VIEWS
                if (path := self._shown.product(view))
            ],
            text.context.with_report(Report()),
        )


def _needs_others(edition: Edition) -> bool:
    """Whether an edition has page numbers or files of others."""
    return bool(edition.page_list or edition.downloads)
