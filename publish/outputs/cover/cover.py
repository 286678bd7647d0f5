"""The cover of a book: the author's own, or one drawn with the templates of the theme.

Drawing takes longer than most steps of an e-book, and nothing else waits for it. So it runs in
parallel with the rest, and the result is cached by everything that it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from publish.cache import Cache, Memo
from publish.model.book import Book, Edition, Resource
from publish.model.metadata import Metadata
from publish.outputs.cover.pattern import HEIGHT, WIDTH, Bar, bars
from publish.outputs.pages.pictures import Picture
from publish.render.boxes import with_boxes
from publish.render.scripts import first_lacking, fonts_for
from publish.render.shared_inputs import with_sheets
from publish.render.theme import Theme
from publish.render.theme_folders import COVER_FILES

DRAWN_SIZE = WIDTH, HEIGHT  # pixels of a cover that the theme draws
_HREF, _TYPE = "images/cover.png", "image/png"

if TYPE_CHECKING:
    from publish.outputs.pdf.whole.page_engine import PageEngine


class _PendingCover:
    """A cover that a thread paints as soon as that begins."""

    href, media_type = _HREF, _TYPE

    def __init__(self, draw: Callable[[], bytes], worker: ThreadPoolExecutor) -> None:
        self._draw, self._worker = draw, worker

    @cached_property
    def drawing(self) -> Future[bytes]:
        return self._worker.submit(self._draw)

    @property
    def content(self) -> bytes:
        return self.drawing.result()


def begin_drawing(cover: Picture) -> None:
    """Begin to draw a cover beside this thread, if it is not drawn yet."""
    if isinstance(cover, _PendingCover):
        _ = cover.drawing


@contextmanager
def cover_of(
    book: Book, edition: Edition, cache: Cache, engine: PageEngine | None = None
) -> Iterator[Picture]:
    """The author's cover, or that of the theme, which is drawn while the context lasts: when it is
    asked for, or from `begin_drawing` on.

    An `engine` that was started before lays it out at once: it is a process of its own, beside
    which this one can still be copied.
    """
    if book.cover is not None:
        yield book.cover
        return
    spec = _CoverSpec.of(book, edition)
    slot = _COVERS.at(cache, spec.inputs())
    if (cached := slot.load()) is not None:
        yield Resource(_HREF, _TYPE, cached)
        return
    drawn = spec.begin(engine) if engine else partial(spec.draw, cache)

    def draw() -> bytes:
        content = drawn()
        slot.store(content)
        return content

    with ThreadPoolExecutor(1, "cover") as worker:
        yield _PendingCover(draw, worker)


def draw_cover(book: Book, edition: Edition, cache: Cache) -> Resource:
    """The theme's cover as a PNG of 1600 by 2560 pixels; raises `LayoutError`."""
    spec = _CoverSpec.of(book, edition)
    return Resource(_HREF, _TYPE, _COVERS.get(cache, spec.inputs(), lambda: spec.draw(cache)))


def without_text(book: Book) -> Book:
    """The book as far as its cover shows it."""
    return replace(book, sections=(), resources=(), captions=())


class _CoverInputs(msgspec.Struct, frozen=True):
    edition: Edition
    metadata: Metadata
    direction: str
    theme: dict[str, Any]
    bars: Sequence[Bar]


_COVERS = Memo("cover", _CoverInputs, bytes)


class _CoverSpec(msgspec.Struct, frozen=True):
    """Everything that a cover shows, before it is drawn."""

    book: Book
    edition: Edition
    theme: Theme
    bars: tuple[Bar, ...]

    @classmethod
    def of(cls, book: Book, edition: Edition) -> _CoverSpec:
        words = without_text(book)
        theme = fonts_for(words, edition)
        shown = with_boxes(words, first_lacking(theme, words))
        return cls(shown, edition, theme, tuple(bars(book)))

    def begin(self, engine: PageEngine) -> Callable[[], bytes]:
        """Have the cover laid out; the result waits for it, and paints it."""
        # Slow: it imports the PDF writer, and most covers are drawn already.
        from publish.outputs.cover.painting import begin_painting

        return begin_painting(self.book, self.edition, self.theme, self.bars, engine)

    def draw(self, cache: Cache) -> bytes:
        """The cover, laid out by an engine of its own, which takes a second."""
        from publish.outputs.pdf.whole.page_engine import PageEngine

        with PageEngine(cache) as engine:
            return self.begin(engine)()

    def inputs(self) -> _CoverInputs:
        """Everything of the book that is visible on its cover."""
        book = self.book
        edition, theme = with_sheets(self.edition, COVER_FILES), self.theme.inputs(*COVER_FILES)
        return _CoverInputs(edition, book.metadata, book.direction, theme, self.bars)
