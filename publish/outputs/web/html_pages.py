"""The finished pages as HTML, with a number in the margin where each page of print begins."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import msgspec
from lxml import etree

from publish.cache import Cache, Memo, digest
from publish.model.language import LocalizedWords
from publish.model.markup import PAGE_BREAK
from publish.model.pagebreak import PageBreak
from publish.model.xhtml import element
from publish.outputs.pages.links import anchors_of
from publish.outputs.pages.markup import find_all, parse_document
from publish.outputs.pages.page_finishing import FinishedPage
from publish.outputs.pages.page_markers import ParsedPage, mark_pages
from publish.outputs.pages.specs import PageSpec, relative_address
from publish.outputs.web.assets import FirstFont
from publish.outputs.web.html import to_html
from publish.outputs.web.inline_styles import take_styles
from publish.outputs.web.moved import SCRIPT, MovedLine, add_lines
from publish.outputs.web.named_classes import drop_classes
from publish.outputs.web.needed_rules import Used, used_in
from publish.outputs.web.picture_sizes import Size
from publish.outputs.web.structure import adapt_structure

_PAGE = "p"  # before a folio in the address of its page: short, since people cite it


class _PageInputs(msgspec.Struct, frozen=True):
    page: str
    breaks: tuple[PageBreak, ...]
    fonts: tuple[FirstFont, ...]
    sizes: dict[str, Size]
    moved: tuple[MovedLine, ...]
    words: LocalizedWords
    classes: tuple[str, ...] | None


class HtmlPage(msgspec.Struct, frozen=True):
    """A page as a browser gets it, the declarations of its classes for single elements, the
    elements and classes that it has, and its ids."""

    content: bytes
    styles: dict[str, str]
    used: Used
    anchors: list[str]


_PAGES = Memo("web-page", _PageInputs, HtmlPage)


class PageMaker(msgspec.Struct, frozen=True):
    """Makes the pages as HTML, with the beginnings of the print pages that are in them.

    `fonts` gives those of a page, which a browser fetches at once: what comes late is not shown.
    `classes` are those that something names, or None for all.
    """

    breaks: Sequence[PageBreak]
    fonts: Callable[[PageSpec], tuple[FirstFont, ...]]
    words: LocalizedWords
    classes: tuple[str, ...] | None
    cache: Cache

    def html_page(
        self,
        spec: PageSpec,
        page: FinishedPage,
        sizes: Mapping[str, Size],
        moved: tuple[MovedLine, ...] = (),
    ) -> HtmlPage:
        """A page; `sizes` are those of pictures by their addresses, whose places it keeps, and
        `moved` are the lines for what it has no more."""
        breaks, words = _breaks_in(page, self.breaks), self.words
        fonts, own_sizes = self.fonts(spec), _sizes_in(page, sizes)

        def make() -> HtmlPage:
            root = parse_document(page.content.decode())
            mark_pages([ParsedPage(spec.href, root)], breaks, partial(_marker, words.page), _PAGE)
            adapt_structure(root, spec.title, words)
            _preload(root, fonts, spec.href)
            _set_sizes(root, spec.href, own_sizes)
            add_lines(root, moved, words.web["moved"], relative_address(SCRIPT, spec.href))
            if self.classes is not None:
                drop_classes(root, frozenset(self.classes))
            styles = take_styles(root)
            return HtmlPage(to_html(root), styles, used_in(root), anchors_of(root))

        inputs = _PageInputs(
            digest(page.content), breaks, fonts, own_sizes, moved, words, self.classes
        )
        return _PAGES.get(self.cache, inputs, make)


def _breaks_in(page: FinishedPage, breaks: Sequence[PageBreak]) -> tuple[PageBreak, ...]:
    anchors = set(page.links.anchors)
    return tuple(each for each in breaks if each.section in anchors)


def _sizes_in(page: FinishedPage, sizes: Mapping[str, Size]) -> dict[str, Size]:
    return {name: sizes[name] for name, _ in page.links.references if name in sizes}


def _preload(root: etree._Element, fonts: Iterable[FirstFont], base: str) -> None:
    """Ask for some fonts before the style sheet does."""
    head = find_all(root, "head")[0]
    for font in fonts:
        kind = {"as": "font", "crossorigin": "anonymous"}
        if not font.is_urgent:
            kind["fetchpriority"] = "low"
        head.append(element("link", rel="preload", href=relative_address(font.href, base), **kind))


def _set_sizes(root: etree._Element, href: str, sizes: Mapping[str, Size]) -> None:
    """Give each picture the place that it will take."""
    for image in find_all(root, "img"):
        address = posixpath.normpath(posixpath.join(posixpath.dirname(href), image.get("src", "")))
        if size := sizes.get(address):
            width, height = map(str, size)
            image.set("width", width)
            image.set("height", height)


def _marker(label: str, folio: str, id_: str) -> etree._Element:
    name = label.replace("{}", folio)
    return element("span", folio, class_=PAGE_BREAK, role="doc-pagebreak", id=id_, title=name)
