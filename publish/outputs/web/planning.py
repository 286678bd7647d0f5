"""What a web edition consists of, before its first file is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from pathlib import Path

import msgspec

from publish.cache import Cache
from publish.context import Context
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition, Resource
from publish.outputs.pages.assembly import assemble_pages
from publish.outputs.pages.drawing_fonts import with_own_fonts
from publish.outputs.pages.fonts import (
    FontSubset,
    named_typefaces,
    needed_subsets,
    screen_theme,
    used_fonts,
)
from publish.outputs.pages.page_finishing import FinishedPage
from publish.outputs.pages.pictures import Picture
from publish.outputs.pages.specs import PageSpec
from publish.outputs.web.assets import SHEET, FirstFont, first_fonts
from publish.outputs.web.downloads import Download, downloads
from publish.outputs.web.icon import icon_name
from publish.outputs.web.page_format import WEB_PAGES
from publish.outputs.web.search import has_search
from publish.outputs.web.specs import WebSpecBuilder, with_places
from publish.render.environment import Renderer
from publish.render.shared_inputs import SharedInputs
from publish.render.theme import Font, Theme

_TEMPLATES = "templates/web/"  # of the theme


class SitePlan(msgspec.Struct, frozen=True):
    """The pages of an edition with what they show, and what renders the rest of it.

    `in_sheet` are the inputs of its style sheet.
    """

    renderer: Renderer
    theme: Theme
    in_sheet: SharedInputs
    specs: Sequence[PageSpec]
    pages: Sequence[FinishedPage]
    images: Sequence[Resource]
    fonts: Sequence[FontSubset]
    offered: tuple[Download, ...]
    has_search: bool

    @property
    def pairs(self) -> list[tuple[PageSpec, FinishedPage]]:
        """Each page with what it was rendered from."""
        return list(zip(self.specs, self.pages, strict=True))

    def first_fonts(self, language: str) -> Callable[[PageSpec], tuple[FirstFont, ...]]:
        """The fonts of a page, in a book in that language."""
        of_language = lru_cache(partial(first_fonts, self.fonts, self.theme, around=language))
        return lambda spec: of_language((spec.section and spec.section.language) or language)


def plan_site(
    book: Book, edition: Edition, cover: Picture, files: Sequence[Artifact], context: Context
) -> SitePlan:
    """The plan of the web edition of a settled book; `files` are those to download."""
    cache, theme = context.cache, screen_theme(book, edition)
    renderer = Renderer(book, edition, theme)
    shared = SharedInputs.of(book, edition, theme, _TEMPLATES)
    fonts = used_fonts(theme, book)
    searchable = has_search(book, edition, context.report)
    offered = downloads(edition, files, book.metadata.words)
    builder = _builder(book, edition, fonts, cover, cache)
    specs = with_places(
        builder,
        book,
        edition,
        cover_name(cover),
        icon_name(cover, cover_name(cover)),
        has_search=searchable,
        files=offered,
    )
    assembled = assemble_pages(book, specs, WEB_PAGES, renderer, shared, cache, suffixes={})
    return SitePlan(
        renderer,
        theme,
        SharedInputs.of(book, edition, theme, SHEET),
        specs,
        assembled.pages,
        list(_images(book, assembled.images, theme, shared, cache)),
        list(needed_subsets(fonts, assembled.pages, book.metadata.language, cache)),
        offered,
        searchable,
    )


def cover_name(cover: Picture) -> str:
    """The address of the cover in the edition."""
    return f"cover{Path(cover.href).suffix.lower()}"


def _builder(
    book: Book, edition: Edition, fonts: Sequence[Font], cover: Picture, cache: Cache
) -> WebSpecBuilder:
    families, open_fonts = named_typefaces(fonts, book, cache)
    return WebSpecBuilder(
        book,
        WEB_PAGES,
        cover=cover_name(cover),
        isbn=edition.isbn or book.metadata.isbn,
        families=families,
        open_fonts=open_fonts,
    )


def _images(
    book: Book, addresses: Mapping[str, str], theme: Theme, shared: SharedInputs, cache: Cache
) -> Iterator[Resource]:
    """The images of the pages, with their addresses."""
    resources = {resource.href: resource for resource in book.resources}
    for name, href in sorted(addresses.items(), key=itemgetter(1)):
        image = with_own_fonts(resources[name], theme, shared.theme, cache)
        yield Resource(href, image.media_type, image.content)
