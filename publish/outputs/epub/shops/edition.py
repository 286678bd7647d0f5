"""What an edition for a shop does differently, at each step of the writer; nothing for another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publish.context import Context
from publish.model.book import Book, Edition
from publish.model.shop import Shop
from publish.outputs.pages.page_finishing import FinishedPage
from publish.outputs.pages.pictures import Picture
from publish.outputs.pages.specs import PageSpec
from publish.render.theme import Theme


class ForShop:
    """The steps of an edition without a profile: all stays as it is."""

    def cover(self, picture: Picture) -> Picture:
        """The cover."""
        return picture

    def image(self, picture: Picture) -> Picture:
        """An image of the text."""
        return picture

    def suffixes(self) -> dict[str, str] | None:
        """The new suffixes of images, by their names; None for those of every reader."""
        return None

    def pages(
        self,
        specs: Sequence[PageSpec],
        pages: Sequence[FinishedPage],
        images: Mapping[str, str],
    ) -> tuple[Sequence[FinishedPage], dict[str, bytes]]:
        """The pages, and the pictures that they show instead of something else."""
        return pages, {}

    def style(self, sheet: bytes) -> bytes:
        """The style sheet."""
        return sheet


class _Kept(ForShop):
    """Those of an edition that keeps to the rules of a shop."""

    def __init__(
        self, book: Book, shop: Shop, theme: Theme, theme_inputs: str, context: Context
    ) -> None:
        from publish.outputs.epub.shops.pictures import ShopPictures

        self._shop = shop
        self._theme = theme
        self._theme_inputs = theme_inputs
        self._cache = context.cache
        self._pictures = ShopPictures(book, shop, theme, theme_inputs, context)

    def cover(self, picture: Picture) -> Picture:
        return self._pictures.fit(picture, is_cover=True)

    def image(self, picture: Picture) -> Picture:
        return self._pictures.fit(picture)

    def suffixes(self) -> dict[str, str]:
        return self._pictures.suffixes()

    def pages(
        self,
        specs: Sequence[PageSpec],
        pages: Sequence[FinishedPage],
        images: Mapping[str, str],
    ) -> tuple[Sequence[FinishedPage], dict[str, bytes]]:
        from publish.outputs.epub.shops.pages import pages_for

        widths = self._pictures.widths(images)
        theme = (self._theme, self._theme_inputs)
        made = list(pages_for(self._shop, specs, pages, *theme, widths, self._cache))
        drawn = {name: content for each in made for name, content in each.pictures.items()}
        return [each.page for each in made], dict(sorted(drawn.items()))

    def style(self, sheet: bytes) -> bytes:
        from publish.outputs.epub.shops.style import style_for  # slow: it imports tinycss2

        return style_for(sheet.decode(), self._shop).encode()


def for_shop(
    book: Book, edition: Edition, theme: Theme, theme_inputs: str, context: Context
) -> ForShop:
    """The steps of an edition."""
    if edition.shop is None:
        return ForShop()
    return _Kept(book, edition.shop, theme, theme_inputs, context)
