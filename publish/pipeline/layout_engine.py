"""The layout engine of a run: started for it, or one that its caller keeps."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from publish.cache import Cache
from publish.model.book import Book, Edition
from publish.model.formats import format_of

if TYPE_CHECKING:
    from publish.outputs.pdf.schedule.pool import ForkServerPool
    from publish.outputs.pdf.whole.page_engine import PageEngine


class LayoutEngine:
    """A layout pool, once it was started; None where documents are laid out as a whole."""

    def __init__(self, kept_pool: ForkServerPool | None, *, linked: bool) -> None:
        self.pool = kept_pool
        self.for_cover: PageEngine | None = None
        self._is_started_here = linked and kept_pool is None

    def start(self, cache: Cache, stack: ExitStack) -> None:
        """Start it, so that it is ready when the book has been read; it ends with the stack."""
        if self._is_started_here and self.pool is None:
            from publish.outputs.pdf.schedule.pool import ForkServerPool

            self.pool = stack.enter_context(ForkServerPool(cache))

    def start_for_cover(self, cache: Cache, stack: ExitStack) -> None:
        """Start another one, for a cover alone."""
        if self.for_cover is None:
            from publish.outputs.pdf.whole.page_engine import PageEngine

            self.for_cover = stack.enter_context(PageEngine(cache))

    def take_for_cover(self) -> PageEngine | None:
        """That one, which lays out one cover."""
        engine, self.for_cover = self.for_cover, None
        return engine

    def end_after(self, book: Book, laid_out: Edition) -> None:
        """End it while its edition is verified, if no other has pages."""
        with_pages = [each.name for each in book.editions if format_of(each.format).has_pages]
        if self.pool is not None and self._is_started_here and with_pages == [laid_out.name]:
            self.pool.end()
