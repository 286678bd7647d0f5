"""The pages of the web edition: one that opens the book with its contents, then the others."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from publish.model.book import Book, Edition
from publish.model.front_pages import pages_before_contents
from publish.model.roles import Role
from publish.model.section import Section
from publish.outputs.pages.navigation import section_entries
from publish.outputs.pages.specs import PageSpec, SpecBuilder, relative_address
from publish.outputs.web.downloads import Download
from publish.outputs.web.head import page_head
from publish.outputs.web.page_format import FRAME_STYLE, INDEX, TEXT_STYLE, WEB_PAGES
from publish.outputs.web.search import language_beside
from publish.outputs.web.site_contents import site_places


class WebSpecBuilder(SpecBuilder):
    """Lists the pages of a web edition: cover, title and contents are one page."""

    def _front_pages(self) -> Iterator[PageSpec]:
        yield self._index()
        for page in pages_before_contents(self._book, (Role.TITLEPAGE, Role.COPYRIGHT_PAGE)):
            if isinstance(page, Section):
                yield from self._sections([page])
            elif page is Role.COPYRIGHT_PAGE:
                title = self._words.copyright_page
                yield self._generated("copyright", page, title, isbn=self._isbn)

    def _contents(self) -> Iterator[PageSpec]:
        return iter(())

    def _index(self) -> PageSpec:
        key, listed = self._listed_sections()
        context = {**listed, "cover_href": self._cover}
        page = self._generated(
            "index",
            Role.TITLEPAGE,
            self._book.metadata.title,
            template="web/index.xhtml.j2",
            key=repr((key, self._cover)),
            **context,
        )
        return replace(page, href=INDEX)

    def search_page(self) -> PageSpec:
        """The page of the search, which no page follows."""
        template, beside = "web/search.xhtml.j2", language_beside(self._book)
        title = self._words.web["search"]
        return self._generated(
            "search", "search", title, template=template, key=beside, language_beside=beside
        )


def with_places(
    builder: WebSpecBuilder,
    book: Book,
    edition: Edition,
    cover: str,
    icon: str,
    *,
    has_search: bool,
    files: tuple[Download, ...],
) -> list[PageSpec]:
    """The pages with what surrounds the text of each: contents, neighbours, metadata.

    `cover` and `icon` are the addresses of these pictures, `files` those to download.
    """
    specs, entries = builder.build(), section_entries(book, WEB_PAGES)
    pairs = list(zip(specs, site_places(entries, specs), strict=True))
    if has_search:
        page = builder.search_page()
        pairs.append((page, next(site_places(entries, [page]))))
    placed = []
    for spec, place in pairs:
        head = page_head(book, edition, spec, cover, files)
        style = FRAME_STYLE if spec.section is None else TEXT_STYLE
        context = {
            **spec.context,
            "stylesheet": relative_address(style, spec.href),
            "place": place,
            "head": head,
            "icon": icon,
            "has_search": has_search,
            "downloads": files,
        }
        key = (*spec.key, repr((place, head, icon, has_search, files)))
        placed.append(replace(spec, context=context, key=key))
    return placed
