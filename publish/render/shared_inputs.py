"""The inputs that all templates of a product share, for keys of the cache."""

from __future__ import annotations

from typing import Self

from publish.cache import InputGroup
from publish.cache.memo import readable
from publish.model.book import Book, Edition
from publish.render.theme import Theme


class SharedInputs(InputGroup, frozen=True):
    """Everything that every template sees; of the book's text, only the metadata."""

    metadata: str
    direction: str
    edition: str
    theme: str

    @classmethod
    def of(cls, book: Book, edition: Edition, theme: Theme) -> Self:
        """Those of an edition; each is encoded once."""
        encoded = map(readable, (book.metadata, book.direction, edition, theme.inputs))
        return cls(*encoded)
