"""What is shown of a book: the newest version of each view, and what is wrong with the text."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from publish.diagnostics import Diagnostic, Report
from publish.errors import PublishError
from publish.files import sha256_of
from publish.model.artifact import Artifact
from publish.model.book import Book
from publish.preview.changed_pages import Found
from publish.preview.exchange import NEW_PAGES, PAGES, PageRow, State, View
from publish.preview.making import Made
from publish.preview.outlines import Outline
from publish.preview.pages import with_new_pages
from publish.preview.source_map.book_text import TextReader, encode
from publish.preview.versions import Versions

# The name of the product in the folder of a view; that of a web edition is the folder itself.
PRODUCTS = {"print": PAGES, "ebook": "book.epub", "web": ""}


class Shown:
    """Tells a state after each change of it; a view keeps its version while its bytes are equal."""

    def __init__(self, folder: Path, root: Path, tell: Callable[[State], None]) -> None:
        self._folder, self._root, self._tell = folder, root, tell
        self._versions = Versions(root)
        self._hashes: dict[str, str] = {}  # of what was shown last
        self._artifacts: dict[str, Artifact] = {}
        self._pages: Sequence[PageRow] = ()
        self._first_pages: dict[str, int] = {}
        self._texts = TextReader()
        self._words: tuple[Book | None, bytes] = None, b""
        self.state = State()

    def begin(self) -> None:
        """A text that may be newer than all views is read."""
        views = {name: replace(view, stale=True) for name, view in self.state.views.items()}
        self._set(building=True, views=views)

    def report(self, report: Report) -> None:
        """Show what has been reported of the text so far."""
        self._set(diagnostics=self._rows(report))

    def product(self, view: str) -> Path | None:
        """The product that a view shows; None before the first one."""
        return self._versions.folder(view) / PRODUCTS[view] if view in self.state.views else None

    def artifact(self, view: str, path: Path) -> Artifact:
        """What a view shows, at a path with the name that it has for readers."""
        product = self.product(view)
        assert product is not None, "it is shown before what needs it"
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        path.hardlink_to(product)
        return replace(self._artifacts[view], path=path)

    def show(self, view: str, made: Made, book: Book, *, is_stale: bool = False) -> None:
        """Show a view that was made; its product is moved. A stale one will be made again."""
        self._add_file(f"words-{view}", "words", self._words_of(book))
        if made.artifact.sha256 != self._hashes.get(view):
            self._add(view, made)
            self._hashes[view] = made.artifact.sha256
            self._artifacts[view] = made.artifact
        if made.pages:
            self._pages, self._first_pages = made.pages, dict(made.first_pages)
        outline = Outline(book, self._first_pages, [row.label for row in self._pages])
        self._add_file("outline", "outline.json", msgspec.json.encode(outline.content()))
        version = self._versions.newest_of(view)
        views = {**self.state.views, view: View(version, is_stale)}
        self._set(version=self._versions.newest, views=views, direction=book.direction)

    def show_changed(self, view: str, found: Found) -> None:
        """Show changed pages with the others of the text before."""
        rows = with_new_pages(self._pages, found.first, found.path)
        product = self.product(view)
        assert product is not None, "something has changed since it was shown"

        def fill(folder: Path) -> None:
            (folder / PRODUCTS[view]).hardlink_to(product)
            (folder / NEW_PAGES).hardlink_to(found.path)
            (folder / "pages.json").write_bytes(msgspec.json.encode(rows))

        self._versions.add(view, fill)
        self._hashes.pop(view, None)  # even the product of before is another version from now on
        new = [row.page for row in rows if row.new]
        shown = View(self._versions.newest_of(view), stale=True, new_pages=(new[0], new[-1]))
        self._set(version=self._versions.newest, views={**self.state.views, view: shown})

    def end(self, report: Report, error: PublishError | None = None) -> None:
        """Nothing more is made of this text: all views are shown, or it has errors."""
        rows = self._rows(report) + ([_as_row(error)] if error else [])
        self._set(building=False, diagnostics=rows)

    def _add(self, view: str, made: Made) -> None:
        def fill(folder: Path) -> None:
            if made.pages:
                (folder / "pages.json").write_bytes(msgspec.json.encode(made.pages))
            if made.artifact.path.is_dir():
                folder.rmdir()
            made.artifact.path.rename(folder / PRODUCTS[view])

        self._versions.add(view, fill)

    def _add_file(self, kind: str, name: str, content: bytes) -> None:
        """Add a version of a file beside the views, if its content is another one."""
        if sha256_of(content) != self._hashes.get(kind):
            self._versions.add(kind, lambda folder: _write(folder / name, content))
            self._hashes[kind] = sha256_of(content)

    def _words_of(self, book: Book) -> bytes:
        """The words of a book with their lines, which its views mostly share."""
        if self._words[0] is not book:
            self._words = book, encode(self._texts.read(book))
        return self._words[1]

    def _set(self, **changes: Any) -> None:
        state = replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self._tell(state)

    def _rows(self, report: Report) -> list[dict[str, Any]]:
        return list(map(self._row, report))

    def _row(self, diagnostic: Diagnostic) -> dict[str, Any]:
        """A diagnostic with the name of its file in the book, or of the product that has it."""
        values = diagnostic.as_json()
        path = Path(str(values.pop("path")))
        is_product = path.is_relative_to(self._root)
        return {**values, "file": path.name if is_product else os.path.relpath(path, self._folder)}


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _as_row(error: PublishError) -> dict[str, Any]:
    """An error of the machine, which has no place."""
    texts = {"message": error.message, "hint": error.hint}
    return {"code": "", "severity": "error", **texts, "line": None, "column": None, "file": ""}
