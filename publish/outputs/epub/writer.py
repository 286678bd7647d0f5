"""From a settled book to its EPUB: pages, navigation, fonts, style, package, file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from publish.cache import digest, toolchain
from publish.diagnostics import ContentError, Location, Report
from publish.files import write_atomic
from publish.model.book import Artifact, Book, Edition
from publish.model.language import localized_words
from publish.model.pagebreak import PrintEdition
from publish.model.roles import Role
from publish.model.script import HAN
from publish.model.xhtml import X
from publish.outputs.cover.cover import Cover
from publish.outputs.epub.accessibility import MetadataProperty, accessibility_metadata
from publish.outputs.epub.archive import ArchiveEntry, build_archive, check_archive
from publish.outputs.epub.container import container_entries
from publish.outputs.epub.fonts import (
    EmbeddedFont,
    has_open_licence,
    subset_fonts,
    subset_math_font,
)
from publish.outputs.epub.items import (
    EPUB_PAGES,
    MIMETYPE,
    XHTML_TYPE,
    ManifestItem,
    decode,
    path_of,
)
from publish.outputs.epub.memo import memoised
from publish.outputs.epub.navigation import navigation_items
from publish.outputs.epub.pagebreaks import PrintPage, insert_page_markers
from publish.outputs.pages.accessibility_facts import AccessibilityFacts, accessibility_facts
from publish.outputs.pages.assembly import assemble_pages
from publish.outputs.pages.page_finishing import FinishedPage
from publish.outputs.pages.page_format import STYLESHEET
from publish.outputs.pages.specs import PageSpec, SpecBuilder
from publish.outputs.pages.theme_accessibility import check_theme_accessibility
from publish.render.environment import Renderer
from publish.render.mathfont import has_formulas, math_font
from publish.render.scripts import with_script_fonts
from publish.render.theme import Font, Theme, load_theme

_CODE = (f"{X}code", f"{X}pre")


def write_epub(
    book: Book,
    edition: Edition,
    target: Path,
    report: Report,
    *,
    cover: Cover,
    printed: PrintEdition | None = None,
) -> Artifact:
    """Write the EPUB of a settled book to `target`, completely or not at all.

    It has the page numbers of the edition `printed`, if there is one.

    Raises `ContentError` if the metadata is not valid in XML, `CannotWrite` if the file cannot be
    put in place; in both cases an earlier file at `target` remains.
    """
    _check_metadata(book, report)
    theme = _without_own_script(
        with_script_fonts(load_theme(edition.theme, edition.variables), book)
    )
    renderer = Renderer(book, edition, theme)
    common_key = _common_key(book, edition, theme)
    isbn = edition.isbn or book.metadata.isbn
    fonts = _used_fonts(theme, book)
    specs = _specs(book, fonts, _cover_name(cover), isbn)
    assembled = assemble_pages(book, specs, EPUB_PAGES, renderer, common_key)
    pages: Sequence[FinishedPage] = assembled.pages
    print_pages: Sequence[PrintPage] = ()
    if printed is not None:
        label = localized_words(book.metadata.language).page
        pages, print_pages = insert_page_markers(specs, pages, printed.pages, label)
    embedded = list(_embedded_fonts(fonts, pages, book.metadata.language))
    style = _style(renderer, embedded, common_key)
    resources = {resource.href: resource for resource in book.resources}
    images = sorted((href, resources[name]) for name, href in assembled.images.items())
    items = [
        *map(_page_item, specs, pages),
        *navigation_items(book, renderer, specs, assembled.files, common_key, print_pages),
        ManifestItem(STYLESHEET, "text/css", style),
        *(ManifestItem(f.href, f.media_type, f.content, deflated=f.deflated) for f in embedded),
        ManifestItem(_cover_name(cover), cover.media_type, cover.content, ("cover-image",)),
        *(ManifestItem(href, image.media_type, image.content) for href, image in images),
    ]
    facts = _facts(book, specs, pages, style.decode(), page_breaks=len(print_pages))
    sheet = renderer.last_style_sheet("epub.css")
    check_theme_accessibility(facts, style.decode(), sheet, book.accessibility, report)
    properties = list(accessibility_metadata(facts, book.accessibility, book.metadata.language))
    if printed and print_pages:
        properties.append(MetadataProperty("pageBreakSource", printed.identifier))
    entries = container_entries(book, items, properties, isbn)
    content = build_archive(entries)
    check_archive(content, entries | dict(_with_links(entries, specs, pages)))
    write_atomic(target, content)
    sha256 = hashlib.sha256(content).hexdigest()
    return Artifact(edition.name, target, MIMETYPE.decode(), sha256, len(content))


def _common_key(book: Book, edition: Edition, theme: Theme) -> str:
    """A key for everything that every template sees; of the book's text, only the metadata."""
    fonts = [(f.family, f.path.name, f.style, f.weight, f.script, f.voice) for f in theme.fonts]
    of_theme = (theme.name, dict(theme.variables), fonts, theme.language, theme.inner_languages)
    return digest(toolchain(), repr(book.metadata), book.direction, repr(edition), repr(of_theme))


def _specs(book: Book, fonts: Sequence[Font], cover: str, isbn: str) -> list[PageSpec]:
    named = [*fonts, *([math_font()] if has_formulas(book) else [])]
    builder = SpecBuilder(
        book,
        EPUB_PAGES,
        cover=cover,
        isbn=isbn,
        families=list(dict.fromkeys(font.family for font in named)),
        open_fonts=all(map(has_open_licence, named)),
    )
    return builder.build()


def _page_item(spec: PageSpec, page: FinishedPage) -> ManifestItem:
    properties, deflated = tuple(page.vocabularies), decode(page.encoded)
    return ManifestItem(
        spec.href, XHTML_TYPE, page.content, properties, spine=True, deflated=deflated
    )


def _with_links(
    entries: Mapping[str, ArchiveEntry], specs: Sequence[PageSpec], pages: Sequence[FinishedPage]
) -> Iterator[tuple[str, ArchiveEntry]]:
    """The entries of the pages, with the links that were read back when they were finished."""
    for spec, page in zip(specs, pages, strict=True):
        path = path_of(spec.href)
        yield path, entries[path]._replace(links=page.links)


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


def _check_metadata(book: Book, report: Report) -> None:
    metadata = book.metadata
    texts = {
        "title": [metadata.title],
        "subtitle": [metadata.subtitle],
        "authors": [author.name for author in metadata.authors],
        "identifier": [metadata.identifier],
        "publisher": [metadata.publisher],
        "place": [metadata.place],
        "version": [metadata.version],
        "description": [metadata.description],
        "subjects": list(metadata.subjects),
        "rights": [metadata.rights],
    }
    for name, values in texts.items():
        for character in filter(None, map(_first_invalid, values)):
            message = f"`{name}` contains the control character U+{ord(character):04X}"
            location = Location(str(book.folder / "book.toml"))
            report.add("OUT-001", message, location, hint="remove it")
    if report.errors:
        raise ContentError(report)


def _first_invalid(text: str) -> str | None:
    """The first character that is not valid in XML (1.0, 2.2); a pattern of all is slow."""
    return next((character for character in text if not _is_valid_in_xml(character)), None)


def _is_valid_in_xml(character: str) -> bool:
    if character < " ":
        return character in "\t\n\r"
    return not ("\ud800" <= character <= "\udfff" or character in "\ufffe\uffff")


def _cover_name(cover: Cover) -> str:
    return f"cover{Path(cover.href).suffix.lower()}"


def _style(renderer: Renderer, fonts: Sequence[EmbeddedFont], common_key: str) -> bytes:
    declared = [(f.family, f.style, f.weight, f.href, f.media_type) for f in fonts]

    def make() -> bytes:
        return renderer.render_style("epub.css", faces=fonts).encode("utf-8")

    return memoised("part", (common_key, "style", repr(declared)), make)


def _used_fonts(theme: Theme, book: Book) -> list[Font]:
    """The fonts that the variables of the theme name; that for code only when there is code."""
    families = [theme.variables.get(voice) for voice in ("screen-serif", "sans")]
    if any(next(each.body.iter(*_CODE), None) is not None for each in book.walk()):
        families.append(theme.variables.get("mono"))
    available = dict.fromkeys(theme.fonts + theme.screen_fonts)
    used = [font for family in families for font in available if font.family == family]
    return used + [font for font in theme.fonts if font.script]


def _without_own_script(theme: Theme) -> Theme:
    """The theme without the Chinese, Japanese or Korean fonts of a book in that script.

    Its readers have such fonts, and they are larger than the book; a passage in another book
    embeds the few characters that it needs.
    """
    fonts = (f for f in theme.fonts if f.script not in HAN or f.script != theme.script)
    return replace(theme, fonts=tuple(fonts))


def _embedded_fonts(
    fonts: Iterable[Font], pages: Sequence[FinishedPage], language: str
) -> Iterator[EmbeddedFont]:
    characters = set().union(*(page.characters for page in pages))
    bold_italic = any(page.bold_italic for page in pages)
    yield from subset_fonts(fonts, characters, language, bold_italic=bold_italic)
    if any("mathml" in page.vocabularies for page in pages):
        yield from subset_math_font("".join(page.formula_characters for page in pages))
