"""From a settled book to its EPUB: pages, notes, links, navigation, fonts, package, file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from publish.cache import digest, toolchain
from publish.diagnostics import ContentError, Location, Report
from publish.files import write_atomic
from publish.model.accessibility import accessibility_phrases
from publish.model.book import Artifact, Book, Edition
from publish.model.colophon_text import colophon_text
from publish.model.language import localized_words
from publish.model.pagebreak import PrintEdition
from publish.model.roles import Role
from publish.model.script import HAN
from publish.model.xhtml import X
from publish.outputs.cover.cover import Cover
from publish.outputs.epub.accessibility import Statement, statements
from publish.outputs.epub.archive import MIMETYPE, Known, check, joined
from publish.outputs.epub.fonts import Face, cut_faces
from publish.outputs.epub.items import NCX_TYPE, XHTML_TYPE, Part, assemble, path_of
from publish.outputs.epub.memo import kept
from publish.outputs.epub.navigation import depth, entries, landmarks, lists
from publish.outputs.epub.pagebreaks import PrintPage, paginated
from publish.outputs.pages.accessibility_facts import Evidence, gather
from publish.outputs.pages.assembly import bind
from publish.outputs.pages.formulas import math_faces
from publish.outputs.pages.markup import as_bytes
from publish.outputs.pages.page_finishing import Leaf
from publish.outputs.pages.specs import STYLESHEET, Draft, Pages, parse
from publish.outputs.pages.theme_accessibility import object_to
from publish.render.environment import Renderer
from publish.render.mathfont import has_formulas, math_font
from publish.render.scripts import with_scripts
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
    """Write the EPUB of a settled book to `target`, whole or not at all.

    It carries the page numbers of the edition `printed`, where there is one.

    Raises `ContentError` when the metadata cannot stand in XML, `CannotWrite` when the file cannot
    be put in place; in both cases what stood at `target` stays.
    """
    _check_metadata(book, report)
    theme = _for_readers(with_scripts(load_theme(edition.theme, edition.variables), book))
    renderer = Renderer(book, edition, theme)
    common = _common(book, edition, theme)
    isbn = edition.isbn or book.metadata.isbn
    fonts = _fonts_of(theme, book)
    named = [*fonts, *([math_font()] if has_formulas(book) else [])]
    drafts = Pages(book, cover=_cover_name(cover), isbn=isbn).drafts(named)
    bound = bind(book, drafts, renderer, common)
    leaves: Sequence[Leaf] = bound.leaves
    marks: Sequence[PrintPage] = ()
    if printed is not None:
        label = localized_words(book.metadata.language).page
        leaves, marks = paginated(drafts, leaves, printed.pages, label)
    faces = list(_faces(fonts, leaves, book.metadata.language))
    style = _style(renderer, faces, common)
    resources = {resource.href: resource for resource in book.resources}
    images = sorted((place, resources[name]) for name, place in bound.shown.items())
    parts = [
        *map(_page_part, drafts, leaves),
        *_navigation(book, renderer, drafts, bound.homes, common, marks),
        Part(STYLESHEET, "text/css", style),
        *(Part(face.href, face.media_type, face.content, pressed=face.pressed) for face in faces),
        Part(_cover_name(cover), cover.media_type, cover.content, ("cover-image",)),
        *(Part(place, image.media_type, image.content) for place, image in images),
    ]
    evidence = _evidence(book, drafts, leaves, style.decode(), breaks=len(marks))
    object_to(evidence, style.decode(), renderer.sheet("epub.css"), book.accessibility, report)
    said = list(statements(evidence, book.accessibility, book.metadata.language))
    if printed and marks:
        said.append(Statement("pageBreakSource", printed.identifier))
    files = assemble(book, parts, said, isbn)
    content = joined(files)
    check(content, files | _read_back(drafts, leaves))
    write_atomic(target, content)
    sha256 = hashlib.sha256(content).hexdigest()
    return Artifact(edition.name, target, MIMETYPE.decode(), sha256, len(content))


def _common(book: Book, edition: Edition, theme: Theme) -> str:
    """A key for all that every template sees; of the book, no text but the metadata."""
    fonts = [(f.family, f.path.name, f.style, f.weight, f.script, f.voice) for f in theme.fonts]
    brought = (theme.name, dict(theme.variables), fonts, theme.language, theme.inner_languages)
    return digest(toolchain(), repr(book.metadata), book.direction, repr(edition), repr(brought))


def _page_part(draft: Draft, leaf: Leaf) -> Part:
    found = tuple(leaf.properties)
    return Part(draft.href, XHTML_TYPE, leaf.content, found, spine=True, pressed=leaf.pressed)


def _read_back(drafts: Sequence[Draft], leaves: Sequence[Leaf]) -> dict[str, Known]:
    """What each page was found to hold when it was finished."""
    pairs = zip(drafts, leaves, strict=True)
    return {path_of(d.href): Known(leaf.content, leaf.pressed, leaf.names) for d, leaf in pairs}


def _evidence(
    book: Book, drafts: Sequence[Draft], leaves: Sequence[Leaf], style: str, *, breaks: int
) -> Evidence:
    """What the pages hold for and against the book's accessibility."""
    texts = [
        leaf.counts for draft, leaf in zip(drafts, leaves, strict=True) if draft.section is not None
    ]
    index = any(draft.role == Role.INDEX for draft in drafts)
    return gather(texts, style, index=index, contents=len(list(book.walk())), breaks=breaks)


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
        for sign in filter(None, map(_control_in, values)):
            message = f"`{name}` holds the control character U+{ord(sign):04X}"
            place = Location(str(book.folder / "book.toml"))
            report.add("OUT-001", message, place, hint="take it out")
    if report.errors:
        raise ContentError(report)


def _control_in(text: str) -> str | None:
    """The first sign of a text that cannot stand in XML (1.0, 2.2); a pattern of all is slow."""
    return next((sign for sign in text if not _stands_in_xml(sign)), None)


def _stands_in_xml(sign: str) -> bool:
    if sign < " ":
        return sign in "\t\n\r"
    return not ("\ud800" <= sign <= "\udfff" or sign in "\ufffe\uffff")


def _cover_name(cover: Cover) -> str:
    return f"cover{Path(cover.href).suffix.lower()}"


def _navigation(
    book: Book,
    renderer: Renderer,
    drafts: Sequence[Draft],
    homes: Mapping[str, str],
    common: str,
    marks: Sequence[PrintPage],
) -> Iterator[Part]:
    forest = entries(book)
    context = {
        "entries": forest,
        "landmarks": list(landmarks(book, drafts)),
        "lists": list(lists(book, homes)),
        "pages": marks,
        "stylesheet": STYLESHEET,
        "imprint": colophon_text(book.metadata.language),
        "phrases": accessibility_phrases(book.metadata.language),
    }

    def make_nav() -> bytes:
        return as_bytes(parse(renderer.template("epub/nav.xhtml.j2", **context)))

    def make_ncx() -> bytes:
        told = {"entries": forest, "depth": depth(forest), "pages": marks}
        ncx = renderer.template("epub/toc.ncx.j2", **told)
        return f'<?xml version="1.0" encoding="utf-8"?>\n{ncx}'.encode()

    nav = kept("part", (common, "nav", repr(context)), make_nav)
    yield Part("nav.xhtml", XHTML_TYPE, nav, ("nav",))
    yield Part("toc.ncx", NCX_TYPE, kept("part", (common, "ncx", repr((forest, marks))), make_ncx))


def _style(renderer: Renderer, faces: Sequence[Face], common: str) -> bytes:
    listed = [(f.family, f.style, f.weight, f.href, f.media_type) for f in faces]

    def make() -> bytes:
        return renderer.style("epub.css", faces=faces).encode("utf-8")

    return kept("part", (common, "style", repr(listed)), make)


def _fonts_of(theme: Theme, book: Book) -> list[Font]:
    """The fonts of the faces that the theme names; that for code only when there is code."""
    families = [theme.variables.get(voice) for voice in ("screen-serif", "sans")]
    if any(next(each.body.iter(*_CODE), None) is not None for each in book.walk()):
        families.append(theme.variables.get("mono"))
    known = dict.fromkeys(theme.fonts + theme.screen_fonts)
    chosen = [font for family in families for font in known if font.family == family]
    return chosen + [font for font in theme.fonts if font.script]


def _for_readers(theme: Theme) -> Theme:
    """The theme without the Chinese, Japanese or Korean fonts of a book in that script.

    Whoever reads it has such fonts, and they weigh more than the book; a passage in another book
    brings the few signs that it needs.
    """
    kept = (f for f in theme.fonts if f.script not in HAN or f.script != theme.script)
    return replace(theme, fonts=tuple(kept))


def _faces(fonts: Iterable[Font], leaves: Sequence[Leaf], language: str) -> Iterator[Face]:
    signs = set().union(*(leaf.signs for leaf in leaves))
    both = any(leaf.bold_italic for leaf in leaves)
    yield from cut_faces(fonts, signs, language, bold_italic=both)
    if any("mathml" in leaf.properties for leaf in leaves):
        yield from math_faces("".join(leaf.formulas for leaf in leaves))
