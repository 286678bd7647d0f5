"""From a settled book to its EPUB: pages, notes, links, navigation, fonts, package, file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from publish.diagnostics import ContentError, Location, Report
from publish.files import write_whole
from publish.model.book import Artifact, Book, Edition, Resource
from publish.model.imprint import imprint
from publish.model.language import words
from publish.model.script import HAN
from publish.outputs.epub.accessibility import statements
from publish.outputs.epub.archive import MIMETYPE, check
from publish.outputs.epub.evidence import gather
from publish.outputs.epub.fonts import Face, cut_faces
from publish.outputs.epub.index import merge_locators
from publish.outputs.epub.links import link_pages, place_images
from publish.outputs.epub.markup import as_bytes, find_all, mirror_languages, properties
from publish.outputs.epub.mathematics import give_room, math_faces
from publish.outputs.epub.navigation import depth, entries, landmarks, lists
from publish.outputs.epub.notes import first_calls, gather_notes
from publish.outputs.epub.package import NCX_TYPE, XHTML_TYPE, Part, assemble
from publish.outputs.epub.pages import STYLESHEET, Page, Pages, parse
from publish.outputs.epub.tables import frame_tables
from publish.render.dropcaps import set_drop_caps
from publish.render.environment import Renderer
from publish.render.mathfont import has_formulas, math_font
from publish.render.scripts import with_scripts
from publish.render.theme import Font, Theme, load_theme

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def write_epub(
    book: Book, edition: Edition, target: Path, report: Report, *, cover: Resource
) -> Artifact:
    """Write the EPUB of a settled book to `target`, whole or not at all.

    Raises `ContentError` when the metadata cannot stand in XML, `CannotWrite` when the file cannot
    be put in place; in both cases what stood at `target` stays.
    """
    _check_metadata(book, report)
    theme = _for_readers(with_scripts(load_theme(edition.theme, edition.variables), book))
    renderer = Renderer(book, edition, theme)
    isbn = edition.isbn or book.metadata.isbn
    cover_part = Part(_cover_name(cover), cover.media_type, cover.content, ("cover-image",))
    fonts = _fonts_of(theme, book)
    named = [*fonts, *([math_font()] if has_formulas(book) else [])]
    pages = Pages(book, renderer, cover=cover_part.href, isbn=isbn).make(named)
    for page in pages:
        set_drop_caps(page.root, theme.variables)
    images = _finish(pages, book)
    faces = [*_faces(fonts, pages, book.metadata.language), *math_faces(pages)]
    style = renderer.style("epub.css", faces=faces)
    parts = [
        *_page_parts(pages),
        *_navigation(book, renderer, pages),
        Part(STYLESHEET, "text/css", style.encode("utf-8")),
        *(Part(face.href, face.media_type, face.content) for face in faces),
        cover_part,
        *(Part(href, image.media_type, image.content) for href, image in sorted(images.items())),
    ]
    evidence = gather(pages, style, contents=len(list(book.walk())))
    said = statements(evidence, book.accessibility, book.metadata.language)
    content = assemble(book, parts, said, isbn)
    check(content)
    write_whole(target, content)
    digest = hashlib.sha256(content).hexdigest()
    return Artifact(edition.name, target, MIMETYPE.decode(), digest, len(content))


def _check_metadata(book: Book, report: Report) -> None:
    details = book.metadata
    texts = {
        "title": [details.title],
        "subtitle": [details.subtitle],
        "authors": [author.name for author in details.authors],
        "identifier": [details.identifier],
        "publisher": [details.publisher],
        "place": [details.place],
        "version": [details.version],
        "description": [details.description],
        "subjects": list(details.subjects),
        "rights": [details.rights],
    }
    for name, values in texts.items():
        for found in filter(None, map(_NOT_XML.search, values)):
            message = f"`{name}` holds the control character U+{ord(found[0]):04X}"
            place = Location(str(book.folder / "book.toml"))
            report.add("OUT-001", message, place, hint="take it out")
    if report.errors:
        raise ContentError(report)


def _cover_name(cover: Resource) -> str:
    return f"cover{Path(cover.href).suffix.lower()}"


def _finish(pages: Sequence[Page], book: Book) -> dict[str, Resource]:
    """Settle what differs between a text and a package of files; the images that are shown."""
    localised = words(book.metadata.language)
    backs = first_calls(page.root for page in pages)
    for page in pages:
        gather_notes(page.root, localised, backs)
        merge_locators(page.root)
        frame_tables(page.root)
        give_room(page.root)
        mirror_languages(page.root)
    link_pages(pages)
    return place_images(pages, book.resources)


def _page_parts(pages: Iterable[Page]) -> Iterator[Part]:
    for page in pages:
        found = tuple(properties(page.root))
        yield Part(page.href, XHTML_TYPE, as_bytes(page.root), found, spine=True)


def _navigation(book: Book, renderer: Renderer, pages: Sequence[Page]) -> Iterator[Part]:
    forest = entries(book)
    nav = renderer.template(
        "epub/nav.xhtml.j2",
        entries=forest,
        landmarks=list(landmarks(book, pages)),
        lists=list(lists(book, pages)),
        stylesheet=STYLESHEET,
        imprint=imprint(book.metadata.language),
    )
    yield Part("nav.xhtml", XHTML_TYPE, as_bytes(parse(nav)), ("nav",))
    ncx = renderer.template("epub/toc.ncx.j2", entries=forest, depth=depth(forest))
    yield Part("toc.ncx", NCX_TYPE, f'<?xml version="1.0" encoding="utf-8"?>\n{ncx}'.encode())


def _fonts_of(theme: Theme, book: Book) -> list[Font]:
    """The fonts of the faces that the theme names; that for code only when there is code."""
    families = [theme.variables.get(voice) for voice in ("screen-serif", "sans")]
    if any(find_all(section.body, "code", "pre") for section in book.walk()):
        families.append(theme.variables.get("mono"))
    known = theme.fonts + theme.screen_fonts
    chosen = [font for family in families for font in known if font.family == family]
    return chosen + [font for font in theme.fonts if font.script]


def _for_readers(theme: Theme) -> Theme:
    """The theme without the Chinese, Japanese or Korean fonts of a book in that script.

    Whoever reads it has such fonts, and they weigh more than the book; a passage in another book
    brings the few signs that it needs.
    """
    kept = (f for f in theme.fonts if f.script not in HAN or f.script != theme.script)
    return replace(theme, fonts=tuple(kept))


def _faces(fonts: Iterable[Font], pages: Sequence[Page], language: str) -> list[Face]:
    text = "".join("".join(page.root.itertext()) for page in pages)
    both = any(
        next(outer.iterdescendants(f"{{*}}{inner}"), None) is not None
        for page in pages
        for tag, inner in (("em", "strong"), ("strong", "em"))
        for outer in find_all(page.root, tag)
    )
    return list(cut_faces(fonts, text, language, bold_italic=both))
