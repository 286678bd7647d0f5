"""From a settled book to its web edition: pages, style, fonts, images, files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

from publish.cache import Cache
from publish.context import Context
from publish.files import read_product, write_staged
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition, Resource
from publish.model.pagebreak import PrintEdition
from publish.outputs.pages.assembly import assemble_pages
from publish.outputs.pages.drawing_fonts import with_own_fonts
from publish.outputs.pages.fonts import (
    EmbeddedFont,
    embedded_fonts,
    named_typefaces,
    screen_theme,
    used_fonts,
)
from publish.outputs.pages.metadata import check_metadata
from publish.outputs.pages.pictures import Picture
from publish.outputs.pages.specs import PageSpec
from publish.outputs.web.assets import (
    NOSCRIPT,
    NOSCRIPT_RULES,
    PACKING,
    STYLESHEET,
    first_fonts,
    scripts,
    style_sheet,
)
from publish.outputs.web.html_pages import HtmlPage, html_pages
from publish.outputs.web.icon import icon, icon_name
from publish.outputs.web.inline_styles import as_rules
from publish.outputs.web.needed_rules import used_in_all
from publish.outputs.web.page_format import HTML_TYPE, WEB_PAGES
from publish.outputs.web.picture_sizes import picture_sizes
from publish.outputs.web.search import has_search, write_index
from publish.outputs.web.site_files import site_files
from publish.outputs.web.specs import WebSpecBuilder, with_places
from publish.render.environment import Renderer
from publish.render.shared_inputs import SharedInputs
from publish.render.theme import Font, Theme


def write_web(
    book: Book,
    edition: Edition,
    target: Path,
    context: Context,
    *,
    cover: Picture,
    printed: PrintEdition | None = None,
) -> Artifact:
    """Write the web edition of a settled book into the folder `target`.

    It has the page numbers of the edition `printed`, if there is one.

    Raises `ContentError` if the metadata is not valid in XML, `CannotWrite` if a file cannot be
    written.
    """
    cache = context.cache
    check_metadata(book, context.report)
    theme = screen_theme(book, edition)
    renderer, shared = Renderer(book, edition, theme), SharedInputs.of(book, edition, theme)
    fonts = used_fonts(theme, book)
    searchable = has_search(book, edition, context.report)
    specs = _specs(book, edition, fonts, cover, cache, has_search=searchable)
    assembled = assemble_pages(book, specs, WEB_PAGES, renderer, shared, cache, suffixes={})
    breaks = printed.pages if printed else ()
    language = book.metadata.language
    embedded = list(embedded_fonts(fonts, assembled.pages, language, PACKING, cache))
    first = first_fonts(embedded, theme)
    images = list(_images(book, assembled.images, theme, shared, cache))
    sizes = picture_sizes(
        [Resource(_cover_name(cover), cover.media_type, cover.content), *images], cache
    )
    pages = html_pages(specs, assembled.pages, breaks, first, sizes, book.metadata.words, cache)
    files = {
        **{spec.href: page.content for spec, page in zip(specs, pages, strict=True)},
        STYLESHEET: _style(renderer, embedded, pages, shared, cache),
        **scripts(renderer),
        NOSCRIPT: NOSCRIPT_RULES,
        **{font.href: font.packed for font in embedded},
        _cover_name(cover): cover.content,
        **icon(cover, cache),
        **{image.href: image.content for image in images},
        **site_files(edition, [spec.href for spec in specs]),
    }
    for name, content in files.items():
        write_staged(target / name, content)
    if searchable:
        write_index(target)
    return _artifact(edition, target)


def _specs(
    book: Book,
    edition: Edition,
    fonts: Sequence[Font],
    cover: Picture,
    cache: Cache,
    *,
    has_search: bool,
) -> list[PageSpec]:
    families, open_fonts = named_typefaces(fonts, book, cache)
    name = _cover_name(cover)
    builder = WebSpecBuilder(
        book,
        WEB_PAGES,
        cover=name,
        isbn=edition.isbn or book.metadata.isbn,
        families=families,
        open_fonts=open_fonts,
    )
    return with_places(builder, book, edition, name, icon_name(cover, name), has_search=has_search)


def _style(
    renderer: Renderer,
    fonts: Sequence[EmbeddedFont],
    pages: Sequence[HtmlPage],
    shared: SharedInputs,
    cache: Cache,
) -> bytes:
    styles: dict[str, str] = {}
    for page in pages:
        styles |= page.styles
    used = used_in_all(page.used for page in pages)
    return style_sheet(renderer, fonts, as_rules(styles), used, shared, cache)


def _cover_name(cover: Picture) -> str:
    return f"cover{Path(cover.href).suffix.lower()}"


def _images(
    book: Book, addresses: Mapping[str, str], theme: Theme, shared: SharedInputs, cache: Cache
) -> Iterator[Resource]:
    """The images of the pages, with their addresses."""
    resources = {resource.href: resource for resource in book.resources}
    for name, href in sorted(addresses.items(), key=itemgetter(1)):
        image = with_own_fonts(resources[name], theme, shared.theme, cache)
        yield Resource(href, image.media_type, image.content)


def _artifact(edition: Edition, target: Path) -> Artifact:
    content = read_product(target)
    assert content is not None, "it was written"
    return Artifact(
        edition=edition.name,
        path=target,
        media_type=HTML_TYPE,
        sha256=content.sha256,
        size=content.size,
        files=content.files,
    )
