"""From a settled book to its EPUB: pages, navigation, fonts, style, package, file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

from publish.cache import Cache
from publish.context import Context
from publish.files import sha256_of, write_staged
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.model.pagebreak import PrintEdition
from publish.model.roles import Role
from publish.model.script import direction
from publish.outputs.epub.accessibility import MetadataProperty, accessibility_metadata
from publish.outputs.epub.archive import build_archive, check_archive
from publish.outputs.epub.container import container_entries
from publish.outputs.epub.items import (
    EPUB_PAGES,
    MIMETYPE,
    PACKING,
    XHTML_TYPE,
    ManifestItem,
    decode,
)
from publish.outputs.epub.navigation import landmarks, navigation_items
from publish.outputs.epub.pagebreaks import insert_page_markers
from publish.outputs.epub.shops.edition import ForShop, for_shop
from publish.outputs.pages.accessibility_facts import AccessibilityFacts, accessibility_facts
from publish.outputs.pages.assembly import assemble_pages
from publish.outputs.pages.drawing_fonts import with_own_fonts
from publish.outputs.pages.fonts import (
    EmbeddedFont,
    named_typefaces,
    needed_subsets,
    screen_theme,
    used_fonts,
)
from publish.outputs.pages.metadata import check_metadata
from publish.outputs.pages.page_finishing import FinishedPage
from publish.outputs.pages.page_format import STYLESHEET
from publish.outputs.pages.page_markers import PrintPage
from publish.outputs.pages.parts import PARTS, PartInputs
from publish.outputs.pages.pictures import Picture, for_readers
from publish.outputs.pages.specs import PageSpec, SpecBuilder
from publish.outputs.pages.theme_accessibility import check_theme_accessibility
from publish.render.environment import Renderer
from publish.render.shared_inputs import SharedInputs
from publish.render.theme import Font, Theme

_SHEET, _TEMPLATES = "epub.css", "templates/epub/"  # of the theme


def write_epub(
    book: Book,
    edition: Edition,
    target: Path,
    context: Context,
    *,
    cover: Picture,
    printed: PrintEdition | None = None,
) -> Artifact:
    """Write the EPUB of a settled book to `target`, completely or not at all.

    It has the page numbers of the edition `printed`, if there is one.

    Raises `ContentError` if the metadata is not valid in XML, `CannotWrite` if the file cannot be
    put in place; in both cases an earlier file at `target` remains.
    """
    report, cache = context.report, context.cache
    check_metadata(book, report)
    theme = screen_theme(book, edition)
    renderer = Renderer(book, edition, theme)
    shared = SharedInputs.of(book, edition, theme, _TEMPLATES)
    in_sheet = SharedInputs.of(book, edition, theme, _SHEET)
    shop = for_shop(book, edition, theme, shared.theme, context)
    cover = shop.cover(for_readers(cover, cache))
    isbn = edition.isbn or book.metadata.isbn
    fonts = used_fonts(theme, book)
    specs = _specs(book, fonts, _cover_name(cover), isbn, cache)
    assembled = assemble_pages(book, specs, EPUB_PAGES, renderer, shared, cache, shop.suffixes())
    pages, print_pages = _with_page_markers(book, specs, assembled.pages, printed)
    pages, drawn = shop.pages(specs, pages, assembled.images)
    subsets = needed_subsets(fonts, pages, book.metadata.language, cache)
    embedded = [subset.embed(PACKING, cache) for subset in subsets]
    style = shop.style(_style(book, renderer, embedded, in_sheet, cache))
    items = [
        *map(_page_item, specs, pages),
        *navigation_items(book, renderer, specs, assembled.files, shared, print_pages, cache),
        ManifestItem(STYLESHEET, "text/css", style),
        *map(_font_item, embedded),
        ManifestItem(_cover_name(cover), cover.media_type, cover.content, ("cover-image",)),
        *_images(book, assembled.images, shop, theme, shared, cache),
        *(ManifestItem(name, "image/png", content) for name, content in drawn.items()),
    ]
    facts = _facts(book, specs, pages, style.decode(), page_breaks=len(print_pages))
    sheet = renderer.last_style_sheet(_SHEET)
    check_theme_accessibility(facts, style.decode(), sheet, book.accessibility, context)
    properties = _properties(book, facts, printed if print_pages else None)
    entries = container_entries(book, items, properties, list(landmarks(book, specs)), isbn, cache)
    content = build_archive(entries)
    check_archive(content, entries, cache)
    write_staged(target, content)
    return _artifact(edition, target, content)


def _with_page_markers(
    book: Book,
    specs: Sequence[PageSpec],
    pages: Sequence[FinishedPage],
    printed: PrintEdition | None,
) -> tuple[Sequence[FinishedPage], Sequence[PrintPage]]:
    """The pages with markers of those of the print edition, if there is one."""
    if printed is None:
        return pages, ()
    return insert_page_markers(specs, pages, printed.pages, book.metadata.words.page)


def _artifact(edition: Edition, target: Path, content: bytes) -> Artifact:
    mimetype = MIMETYPE.decode()
    return Artifact(edition.name, target, mimetype, sha256_of(content), len(content))


def _specs(
    book: Book, fonts: Sequence[Font], cover: str, isbn: str, cache: Cache
) -> list[PageSpec]:
    families, open_fonts = named_typefaces(fonts, book, cache)
    builder = SpecBuilder(
        book,
        EPUB_PAGES,
        cover=cover,
        isbn=isbn,
        families=families,
        open_fonts=open_fonts,
    )
    return builder.build()


def _page_item(spec: PageSpec, page: FinishedPage) -> ManifestItem:
    return ManifestItem(
        href=spec.href,
        media_type=XHTML_TYPE,
        content=page.content,
        properties=tuple(page.vocabularies),
        spine=True,
        deflated=decode(page.encoded),
        links=page.links,
    )


def _font_item(font: EmbeddedFont) -> ManifestItem:
    packed = decode(font.packed)
    return ManifestItem(font.href, font.media_type, font.content, deflated=packed)


def _facts(
    book: Book,
    specs: Sequence[PageSpec],
    pages: Sequence[FinishedPage],
    style: str,
    *,
    page_breaks: int,
) -> AccessibilityFacts:
    pairs = zip(specs, pages, strict=True)
    return accessibility_facts(
        [page.counts for spec, page in pairs if spec.section is not None],
        style,
        index=any(spec.role == Role.INDEX for spec in specs),
        nav_entries=len(list(book.walk())),
        page_breaks=page_breaks,
    )


def _properties(
    book: Book, facts: AccessibilityFacts, page_source: PrintEdition | None
) -> list[MetadataProperty]:
    """The accessibility metadata, and the edition that the page numbers are from."""
    phrases = book.metadata.words.accessibility
    properties = list(accessibility_metadata(facts, book.accessibility, phrases))
    if page_source is not None:
        properties.append(MetadataProperty("pageBreakSource", page_source.identifier))
    return properties


def _images(
    book: Book,
    addresses: Mapping[str, str],
    shop: ForShop,
    theme: Theme,
    shared: SharedInputs,
    cache: Cache,
) -> Iterator[ManifestItem]:
    """The images of the pages, as every reader shows them, in the order of their addresses."""
    resources = {resource.href: resource for resource in book.resources}
    for name, href in sorted(addresses.items(), key=itemgetter(1)):
        shown = shop.image(for_readers(resources[name], cache))
        image = with_own_fonts(shown, theme, shared.theme, cache)
        yield ManifestItem(href, image.media_type, image.content)


def _cover_name(cover: Picture) -> str:
    return f"cover{Path(cover.href).suffix.lower()}"


def _style(
    book: Book,
    renderer: Renderer,
    fonts: Sequence[EmbeddedFont],
    shared: SharedInputs,
    cache: Cache,
) -> bytes:
    declared = [(f.family, f.style, f.weight, f.href, f.media_type) for f in fonts]
    # Code is from left to right in every book.
    directions = {"ltr", book.direction, *map(direction, renderer.inner_languages)}

    def make() -> bytes:
        from publish.outputs.epub.style_filter import for_older_engines  # slow: it imports tinycss2

        css = renderer.render_style(_SHEET, faces=fonts)
        return for_older_engines(css, book.direction, is_mixed=len(directions) > 1).encode("utf-8")

    return PARTS.get(cache, PartInputs(STYLESHEET, repr(declared), shared), make)
