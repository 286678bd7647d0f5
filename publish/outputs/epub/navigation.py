"""The navigation of the package: nav document and NCX, with sections, lists, pages, landmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from publish.cache import Cache
from publish.model.book import Book
from publish.model.caption import CAPTION_KINDS
from publish.model.roles import Matter
from publish.outputs.epub.items import EPUB_PAGES, NCX_TYPE, XHTML_TYPE, ManifestItem
from publish.outputs.pages.markup import parse_document, to_bytes
from publish.outputs.pages.navigation import NavEntry, caption_lists, section_entries
from publish.outputs.pages.page_format import STYLESHEET
from publish.outputs.pages.page_markers import PrintPage
from publish.outputs.pages.parts import PARTS, PartInputs
from publish.outputs.pages.specs import PageSpec
from publish.render.environment import Renderer
from publish.render.shared_inputs import SharedInputs

# The roles that EPUB 3.3 (7.4) and reading systems know as landmarks.
_LANDMARKS = frozenset(
    "cover titlepage copyright-page toc dedication epigraph foreword preface introduction prologue "
    "acknowledgments appendix conclusion epilogue afterword glossary bibliography index colophon "
    "endnotes".split()
).union(kind.list_role for kind in CAPTION_KINDS.values() if kind.list_role)


class Landmark(msgspec.Struct, frozen=True):
    """A target that reading systems jump to; `type` is a term of EPUB's structural semantics."""

    type: str
    text: str
    href: str


def navigation_items(
    book: Book,
    renderer: Renderer,
    specs: Sequence[PageSpec],
    files: Mapping[str, str],
    shared: SharedInputs,
    pages: Sequence[PrintPage],
    cache: Cache,
) -> Iterator[ManifestItem]:
    """The nav document and the NCX; `pages` are those of the print edition.

    `files` are the addresses of the pages that the anchors of the book are in.
    """
    entries = section_entries(book, EPUB_PAGES)
    context = {
        "entries": entries,
        "landmarks": list(landmarks(book, specs)),
        "lists": list(caption_lists(book, files)),
        "pages": pages,
        "stylesheet": STYLESHEET,
        "colophon": book.metadata.words.colophon,
        "phrases": book.metadata.words.accessibility,
    }

    def make_nav() -> bytes:
        return to_bytes(parse_document(renderer.render("epub/nav.xhtml.j2", **context)))

    def make_ncx() -> bytes:
        levels = _depth(entries)
        ncx = renderer.render("epub/toc.ncx.j2", entries=entries, depth=levels, pages=pages)
        return f'<?xml version="1.0" encoding="utf-8"?>\n{ncx}'.encode()

    nav = PARTS.get(cache, PartInputs("nav.xhtml", repr(context), shared), make_nav)
    yield ManifestItem("nav.xhtml", XHTML_TYPE, nav, ("nav",))
    ncx = PARTS.get(cache, PartInputs("toc.ncx", repr((entries, pages)), shared), make_ncx)
    yield ManifestItem("toc.ncx", NCX_TYPE, ncx)


def _depth(entries: Iterable[NavEntry]) -> int:
    """How many levels the entries have; the NCX calls it `dtb:depth`."""
    return max((1 + _depth(entry.children) for entry in entries), default=0)


def landmarks(book: Book, specs: Iterable[PageSpec]) -> Iterator[Landmark]:
    """The first page of each kind in spine order, and the page on which the body begins."""
    localized = book.metadata.words
    names = {"titlepage": localized.title_page}
    seen = set()
    for spec in specs:
        in_body = spec.section is not None and spec.section.matter is Matter.BODY
        types = [Matter.BODY.value] if in_body else []
        types += [spec.role] if spec.role in _LANDMARKS else []
        for type_ in types:
            if type_ not in seen:
                seen.add(type_)
                title = spec.title if spec.section else names.get(type_, spec.title)
                yield Landmark(type_, title, spec.href)
