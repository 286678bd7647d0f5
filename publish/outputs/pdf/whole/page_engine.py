"""A layout engine for one page, which can be started before the page is known."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, ExitStack
from typing import Self

from publish import external
from publish.cache import Cache
from publish.files import as_cannot_write_temporary, temporary_folder
from publish.model.book import Resource, Sides
from publish.outputs.pdf.exchange.engine_process import start_engine
from publish.outputs.pdf.exchange.failures import layout_error
from publish.outputs.pdf.exchange.job_folder import TIME_LIMIT, write_job_files
from publish.outputs.pdf.exchange.jobs import (
    WholeLayoutJob,
    WholeLayoutResult,
    read_file,
    write_file,
)
from publish.render.theme import Theme

_PAGE, _PRODUCT = "page.xhtml", "book.pdf"


class PageEngine(AbstractContextManager["PageEngine"]):
    """A process that imports the engine as soon as the context begins, and then waits."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._resources = ExitStack()

    def __enter__(self) -> Self:
        self._folder = self._resources.enter_context(temporary_folder())
        self._process = self._resources.enter_context(
            start_engine("one_page", self._folder, self._cache)
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._resources.close()  # an exception in the block is not the folder's

    def begin(self, page: str, style: str, theme: Theme, resources: Iterable[Resource]) -> None:
        """Begin with the one document that this engine lays out.

        Raises `CannotWrite` when the disk is full.
        """
        with as_cannot_write_temporary():
            (self._folder / _PAGE).write_text(page, encoding="utf-8")
            files = write_job_files(self._folder, style, theme, resources)
            write_file(self._folder, WholeLayoutJob([_PAGE], files, Sides.TWO))
        self._process.send("")

    def finish(self) -> tuple[bytes, WholeLayoutResult]:
        """The PDF of that document, once it is laid out, and what the engine says of it.

        Raises `LayoutError` when the engine dies, runs too long or takes too much memory.
        """
        try:
            self._process.finish(TIME_LIMIT)
        except external.ToolFailed as error:
            raise layout_error(error) from error
        return (self._folder / _PRODUCT).read_bytes(), read_file(self._folder, WholeLayoutResult)
