"""The pages of the print edition in the e-book (EPUB 3.3, 7.4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import msgspec
from lxml import etree

from publish.model.markup import EPUB_TYPE, PAGE_BREAK
from publish.model.pagebreak import PageBreak
from publish.model.xhtml import element
from publish.outputs.epub.items import encode, path_of
from publish.outputs.pages.links import document_links
from publish.outputs.pages.markup import parse_document, to_bytes
from publish.outputs.pages.page_finishing import FinishedPage
from publish.outputs.pages.page_markers import ParsedPage, PrintPage, mark_pages
from publish.outputs.pages.specs import PageSpec


def insert_page_markers(
    specs: Sequence[PageSpec],
    pages: Sequence[FinishedPage],
    breaks: Iterable[PageBreak],
    label: str,
) -> tuple[list[FinishedPage], tuple[PrintPage, ...]]:
    """The pages with their markers, and the pages of print that they mark; see `mark_pages`.

    `label` is how a screen reader announces a page, a pattern with `{}` for the folio.
    """
    pairs = zip(specs, pages, strict=True)
    parsed = [ParsedPage(spec.href, parse_document(page.content.decode())) for spec, page in pairs]
    marked = mark_pages(parsed, breaks, partial(page_marker, label))
    return [_updated(*pair) for pair in zip(pages, parsed, strict=True)], marked


def _updated(page: FinishedPage, parsed: ParsedPage) -> FinishedPage:
    content, path = to_bytes(parsed.root), path_of(parsed.href)
    if content == page.content:
        return page
    return msgspec.structs.replace(
        page,
        content=content,
        encoded=encode(path, content),
        links=document_links(path, content),
    )


def page_marker(label: str, folio: str, id_: str) -> etree._Element:
    """The marker of a page, which a screen reader announces by `label` with its folio."""
    marker = element("span", class_=PAGE_BREAK, role="doc-pagebreak", id=id_)
    marker.set(EPUB_TYPE, "pagebreak")
    marker.set("aria-label", label.replace("{}", folio))
    return marker
