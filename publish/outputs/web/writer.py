"""From a settled book to its web edition: pages, style, fonts, images, files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from operator import itemgetter
from pathlib import Path

import msgspec

from publish.cache import Cache
from publish.context import Context
from publish.files import ProductContent, StagedFolder
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition, Resource
from publish.model.earlier_page import EarlierPage
from publish.model.pagebreak import PrintEdition
from publish.outputs.pages.assembly import assemble_pages
from publish.outputs.pages.drawing_fonts import with_own_fonts
from publish.outputs.pages.fonts import (
    EmbeddedFont,
    FontSubset,
    named_typefaces,
    needed_subsets,
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
    FirstFont,
    first_fonts,
    scripts,
    style_sheet,
)
from publish.outputs.web.downloads import Download, downloads
from publish.outputs.web.html_pages import HtmlPage, PageMaker
from publish.outputs.web.icon import icon, icon_name
from publish.outputs.web.inline_styles import as_rules
from publish.outputs.web.needed_rules import used_in_all
from publish.outputs.web.offline import offline_files
from publish.outputs.web.page_files import PageFiles
from publish.outputs.web.page_format import HTML_TYPE, WEB_PAGES
from publish.outputs.web.picture_sizes import picture_sizes
from publish.outputs.web.search import has_search, make_index
from publish.outputs.web.site_files import site_files
from publish.outputs.web.specs import WebSpecBuilder, with_places
from publish.render.environment import Renderer
from publish.render.shared_inputs import SharedInputs
from publish.render.theme import Font, Theme

_WORKERS = 2  # for what works beside the pages: the packing of the fonts, the index of the search


class WebRequest(msgspec.Struct, frozen=True):
    """What else a web edition is made from: the folder that it will replace, whose files it keeps
    where they are the same, the edition `printed`, whose page numbers it has, the products that it
    offers, and the pages that it had `earlier`. The index of its search is made unless somebody
    else does that afterwards."""

    before: Path | None = None
    printed: PrintEdition | None = None
    downloads: Sequence[Artifact] = ()
    earlier: Sequence[EarlierPage] = ()
    indexed: bool = True


def write_web(
    book: Book,
    edition: Edition,
    target: Path,
    context: Context,
    *,
    cover: Picture,
    request: WebRequest,
) -> Artifact:
    """Write the web edition of a settled book into the folder `target`.

    Raises `ContentError` if the metadata is not valid in XML, `CannotWrite` if a file cannot be
    written.
    """
    cache = context.cache
    check_metadata(book, context.report)
    theme = screen_theme(book, edition)
    renderer, shared = Renderer(book, edition, theme), SharedInputs.of(book, edition, theme)
    fonts = used_fonts(theme, book)
    searchable = has_search(book, edition, context.report)
    offered = downloads(edition, request.downloads, book.metadata.words)
    specs = _specs(book, edition, fonts, cover, cache, has_search=searchable, files=offered)
    assembled = assemble_pages(book, specs, WEB_PAGES, renderer, shared, cache, suffixes={})
    language = book.metadata.language
    subsets = list(needed_subsets(fonts, assembled.pages, language, cache))
    images = list(_images(book, assembled.images, theme, shared, cache))
    breaks = request.printed.pages if request.printed else ()
    maker = PageMaker(breaks, _fonts_of_pages(subsets, theme, language), book.metadata.words, cache)
    staged = StagedFolder(target, request.before)
    pages = PageFiles(staged, maker, list(zip(specs, assembled.pages, strict=True)))
    with ThreadPoolExecutor(_WORKERS, "web") as workers:
        packing = workers.submit(lambda: [subset.embed(PACKING, cache) for subset in subsets])
        sizes = picture_sizes(images, cache)
        pages.write_texts(sizes, request.earlier)
        index = workers.submit(make_index, target, book) if searchable and request.indexed else None
        # Only now is the cover waited for, which may still be drawn.
        shown = Resource(_cover_name(cover), cover.media_type, cover.content)
        pages.write_others(sizes | picture_sizes([shown], cache))
        embedded = packing.result()
        files = {
            STYLESHEET: _style(renderer, embedded, list(pages.made.values()), shared, cache),
            **scripts(renderer, _own_scripts(edition, pages)),
            NOSCRIPT: NOSCRIPT_RULES,
            **{font.href: font.packed for font in embedded},
            shown.href: shown.content,
            **icon(cover, cache),
            **{image.href: image.content for image in images},
            **site_files(edition, [spec.href for spec in specs]),
            **dict(pages.leading_on(edition, renderer)),
            **dict(zip((d.href for d in offered), map(_content, request.downloads), strict=True)),
            **(index.result() if index else {}),
        }
    for name, content in files.items():
        staged.write(name, content)
    for name, content in offline_files(edition, staged.hashes, renderer).items():
        staged.write(name, content)
    return _artifact(edition, target, staged.finish())


def _fonts_of_pages(
    subsets: Sequence[FontSubset], theme: Theme, language: str
) -> Callable[[PageSpec], tuple[FirstFont, ...]]:
    of_language = lru_cache(partial(first_fonts, subsets, theme))
    return lambda spec: of_language((spec.section and spec.section.language) or language)


def _own_scripts(edition: Edition, pages: PageFiles) -> Iterator[str]:
    if pages.moved:
        yield "moved.js"
    if edition.offline:
        yield "offline.js"


def _content(artifact: Artifact) -> bytes:
    return artifact.path.read_bytes()


def _specs(
    book: Book,
    edition: Edition,
    fonts: Sequence[Font],
    cover: Picture,
    cache: Cache,
    *,
    has_search: bool,
    files: tuple[Download, ...],
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
    icon = icon_name(cover, name)
    return with_places(builder, book, edition, name, icon, has_search=has_search, files=files)


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


def _artifact(edition: Edition, target: Path, content: ProductContent) -> Artifact:
    return Artifact(
        edition=edition.name,
        path=target,
        media_type=HTML_TYPE,
        sha256=content.sha256,
        size=content.size,
        files=content.files,
    )
