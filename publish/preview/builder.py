"""Builds the views of a book from its newest text, each shown as soon as it is complete."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from publish.context import Context
from publish.diagnostics import ContentError, Diagnostic, Report
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.model.formats import format_of, resolve
from publish.model.outline import outline
from publish.outputs.pdf.schedule.pool import LayoutPool
from publish.outputs.writers import Writer, WriteRequest
from publish.pipeline import load_book
from publish.pipeline.checks import shown_book
from publish.pipeline.selection import stop_on_errors
from publish.preview.editions import shown_editions
from publish.preview.exchange import State, View
from publish.preview.pages import pages_of
from publish.preview.source_map.book_text import TextReader, encode
from publish.preview.versions import Versions
from publish.sources.files.manuscript_lines import manuscript_lines
from publish.sources.files.snapshot import FilesRead, record_reads

_ORDER = ("ebook", "web", "print")


class Builder:
    """Keeps what can be shown of a book, and builds it anew."""

    def __init__(
        self,
        folder: Path,
        editions: Sequence[str],
        root: Path,
        pool: LayoutPool,
        context: Context,
        tell: Callable[[State], None],
    ) -> None:
        self._folder, self._names, self._pool, self._context = folder, editions, pool, context
        self._versions, self._root = Versions(root), root
        self._tell = tell
        self._texts = TextReader()
        self.state = State()

    def build(self) -> None:
        """Build all views from the text of now; what is wrong is in the state."""
        self._set(building=True)
        report = Report()
        try:
            with record_reads(self._folder) as files_read:
                self._build(self._context.with_report(report), files_read)
        except ContentError as error:
            report.extend(error.report.diagnostics)
        finally:
            self._set(building=False, diagnostics=self._as_json(report))

    def _build(self, context: Context, files_read: FilesRead) -> None:
        self._set(views={name: replace(view, stale=True) for name, view in self._views.items()})
        book = load_book(self._folder, context)
        self._set(diagnostics=self._as_json(context.report))
        editions = shown_editions(book, self._names)
        for view in _ORDER:
            edition = editions[view]
            artifact = self._write(book, edition, context)
            if files_read.changed():
                return
            self._show(view, book, artifact)

    def _write(self, book: Book, edition: Edition, context: Context) -> Artifact:
        shown = shown_book(book, edition, context.report)
        stop_on_errors(context.report)
        request = WriteRequest(pool=self._pool, manuscript_lines=manuscript_lines(book.folder))
        write: Writer = resolve(format_of(edition.format).writer)
        stage = self._root / "stage" / edition.name
        stage.mkdir(parents=True, exist_ok=True)
        return write(shown, edition, stage / book.product_name(edition), context, request)

    def _show(self, view: str, book: Book, artifact: Artifact) -> None:
        """Give a view that was written its number."""

        def fill(folder: Path) -> None:
            if view == "web":
                folder.rmdir()
                artifact.path.rename(folder)
            elif view == "ebook":
                artifact.path.rename(folder / "book.epub")
            else:
                artifact.path.rename(folder / "book.pdf")
                rows = pages_of(folder / "book.pdf")
                (folder / "pages.json").write_bytes(msgspec.json.encode(rows))

        words = encode(self._texts.read(book))
        self._versions.add(f"words-{view}", lambda folder: _write_file(folder / "words", words))
        number = self._versions.add(view, fill)
        content = msgspec.json.encode(outline(book.sections))
        self._versions.add("outline", lambda folder: _write_file(folder / "outline.json", content))
        self._set(version=self._versions.newest, views={**self._views, view: View(number)})

    @property
    def _views(self) -> Mapping[str, View]:
        return self.state.views

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self._tell(self.state)

    def _as_json(self, report: Report) -> list[dict[str, object]]:
        return [self._diagnostic(each) for each in report]

    def _diagnostic(self, diagnostic: Diagnostic) -> dict[str, object]:
        values = diagnostic.as_json()
        file = os.path.relpath(str(values.pop("path")), self._folder)
        return {**values, "file": file}


def _write_file(path: Path, content: bytes) -> None:
    path.write_bytes(content)
