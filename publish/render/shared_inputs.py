"""The inputs that all templates of a product share, for keys of the cache."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from msgspec.structs import replace

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
    def of(cls, book: Book, edition: Edition, theme: Theme, *uses: str) -> Self:
        """Those of an edition, with the files of the theme of these `uses`, each encoded once."""
        seen = with_sheets(edition, uses)
        encoded = map(readable, (book.metadata, book.direction, seen, theme.inputs(*uses)))
        return cls(*encoded)


def with_sheets(edition: Edition, names: Collection[str]) -> Edition:
    """An edition with only those of the book's own style sheets that are used."""
    sheets = {name: sheet for name, sheet in edition.style_sheets.items() if name in names}
    return replace(edition, style_sheets=sheets)
