"""Shows the pages of a change while the rest of their piece is laid out.

They have the page numbers of the book that is shown, and are shown until the new book is linked.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from publish.errors import PublishError
from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.exchange.object_file import decode_changed_pages
from publish.outputs.pdf.link.changed_pages import ShownBook, link_changed_pages
from publish.outputs.pdf.schedule.book_fonts import merge_fonts
from publish.outputs.pdf.schedule.changes import Changes
from publish.outputs.pdf.schedule.object_store import ObjectStore

# Gets the index of a page, and a PDF of it and those after it that have the change.
ShowPages = Callable[[int, bytes], None]


class EarlyPages(Changes):
    """The pages of the changes of a book since its layout before, whose PDF is `shown`.

    Without that, what is laid out is kept in `folder` for the next layout.
    """

    def __init__(self, folder: Path, shown: Path | None, show: ShowPages) -> None:
        super().__init__(folder)
        self._shown, self._show = shown, show

    def find_change(self, source: PieceSource, document: bytes) -> int | None:
        """See `PieceWatch`."""
        return super().find_change(source, document) if self._shown else None

    def take_pages(self, store: ObjectStore, source: PieceSource, content: bytes) -> None:
        """See `PieceWatch`; what is wrong with them is told of the whole piece."""
        assert self._shown is not None, "nothing has changed before that"
        pages = decode_changed_pages(content)
        fonts = merge_fonts([*([use] for use in self.fonts()), pages.piece.fonts])
        with suppress(PublishError), ShownBook(self._shown) as shown:
            embedded = store.embed_fonts(fonts.uses)
            readings = fonts.other_readings[-1]
            if linked := link_changed_pages(pages, source, embedded, readings, shown):
                self._show(*linked)
