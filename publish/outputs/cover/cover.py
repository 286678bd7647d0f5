"""The cover of a book: the author's own, or one that is drawn through the templates of its theme.

Drawing takes longer than most of what makes an e-book, and nothing else waits for it: so it goes on
beside the rest, and what was drawn is kept by all that it shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

import msgspec

from publish.cache import Cache, digest, toolchain
from publish.model.book import Book, Edition, Resource
from publish.outputs.cover.pattern import Bar, bars
from publish.render.scripts import with_scripts
from publish.render.theme import Theme, load_theme

_HREF, _TYPE = "images/cover.png", "image/png"


class Cover(Protocol):
    """A picture that may not be finished yet: to ask for its content is to wait for it."""

    @property
    def href(self) -> str:
        """Its name in the product."""

    @property
    def media_type(self) -> str:
        """What it is."""

    @property
    def content(self) -> bytes:
        """Its bytes; raises what `paint` does where it could not be drawn."""


class _Drawing(msgspec.Struct, frozen=True):
    """A cover that is being drawn."""

    drawn: Future[bytes]
    href: str = _HREF
    media_type: str = _TYPE

    @property
    def content(self) -> bytes:
        return self.drawn.result()


@contextmanager
def cover_of(book: Book, edition: Edition) -> Iterator[Cover]:
    """The author's cover, or the one of the theme, which is drawn while the context lasts."""
    if book.cover is not None:
        yield book.cover
        return
    sketch = _Sketch.of(book, edition)
    if (known := sketch.known()) is not None:
        yield Resource(_HREF, _TYPE, known)
        return
    with ThreadPoolExecutor(1, "cover") as worker:
        yield _Drawing(worker.submit(sketch.drawn))


def draw_cover(book: Book, edition: Edition) -> Resource:
    """The theme's cover as a PNG of 1600 by 2560 pixels; raises `LayoutError`."""
    sketch = _Sketch.of(book, edition)
    known = sketch.known()
    return Resource(_HREF, _TYPE, sketch.drawn() if known is None else known)


class _Sketch(msgspec.Struct, frozen=True):
    """All that a cover shows, before it is drawn."""

    book: Book
    edition: Edition
    theme: Theme
    bars: tuple[Bar, ...]

    @classmethod
    def of(cls, book: Book, edition: Edition) -> _Sketch:
        bare = replace(book, sections=())  # the text of the book is not on its cover
        theme = with_scripts(load_theme(edition.theme, edition.variables), bare)
        return cls(bare, edition, theme, tuple(bars(book)))

    def known(self) -> bytes | None:
        """What was drawn of the same before."""
        return Cache.default().load("cover", self._key())

    def drawn(self) -> bytes:
        from publish.outputs.cover.painting import paint  # with all that makes a PDF

        content = paint(self.book, self.edition, self.theme, self.bars)
        Cache.default().store("cover", self._key(), content)
        return content

    def _key(self) -> str:
        theme = self.theme
        fonts = [(f.family, f.path.name, f.style, f.weight, f.script) for f in theme.fonts]
        brought = (theme.name, dict(theme.variables), theme.inner_languages, fonts)
        shown = (self.book.metadata, self.book.direction, self.edition, brought, self.bars)
        return digest(toolchain(), repr(shown))
