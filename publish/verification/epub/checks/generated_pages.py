"""The pages that the theme generates: cover, title page, copyright page, contents, colophon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish.verification.difference import Code, Difference, quoted
from publish.verification.entries import collapse_spaces
from publish.verification.epub.finished import FinishedEpub
from publish.verification.epub.reader.document import EPUB_TYPE, Document
from publish.verification.generated_pages import (
    SURFACE,
    GeneratedPage,
    compare_page,
    embedded_families,
    generated_pages,
    missing_page,
)
from publish.verification.markup import X, with_formulas_as_text
from publish.verification.words import without_format_characters, words_of

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*?font-family:\s*\"([^\"]+)\"")


def check_generated_pages(finished: FinishedEpub) -> Iterator[Difference]:
    """The words of each page, and the headings of the navigation lists."""
    for page in generated_pages(finished.book, finished.edition, finished.verified.cache):
        match = _find_page(finished, page.role)
        if match is None:
            yield missing_page(page)
            continue
        document, element = match
        embedded = embedded_families(_font_families(finished), page, _fold) if page.pattern else ()
        yield from compare_page(page, _text(element), _fold, embedded)
        yield from _check_title(document, page)
    yield from _check_headings(finished)


def _find_page(finished: FinishedEpub, role: str) -> tuple[Document, etree._Element] | None:
    """The first section of that type that is not a section of the book."""
    for document in finished.container.documents():
        for index, (name, kind) in enumerate(document.facts.sections):
            if kind == role and name not in finished.sections:
                return document, list(document.root.iter(f"{X}section"))[index]
    return None


def _text(element: etree._Element) -> str:
    """The words of a page, and the alternative texts of its images."""
    alternatives = (image.get("alt", "") for image in element.iter(f"{X}img"))
    return " ".join((*words_of(with_formulas_as_text(element)), *alternatives))


def _fold(text: str) -> str:
    """The words of a text, without format characters."""
    return " ".join(without_format_characters(text).split())


def _font_families(finished: FinishedEpub) -> Iterator[str]:
    """The families that the style sheets of the package declare."""
    for style in finished.container.styles():
        yield from _FONT_FACE.findall(style.decode("utf-8", "replace"))


def _check_title(document: Document, page: GeneratedPage) -> Iterator[Difference]:
    text = collapse_spaces(document.facts.title)
    if text != collapse_spaces(page.title):
        values = quoted(page.title), quoted(text)
        yield Difference(Code.TITLE, SURFACE, f"the {page.role}", "title", *values)


def _check_headings(finished: FinishedEpub) -> Iterator[Difference]:
    """The heading of each navigation list, in the nav and on the pages."""
    words = finished.book.metadata.words
    headings = {
        "toc": words.contents,
        "landmarks": words.colophon.landmarks,
        "page-list": words.accessibility.page_list,
    }
    documents = (finished.container.nav, *finished.container.documents())
    for document in (each for each in documents if each.facts.navs):
        for nav in document.root.iter(f"{X}nav"):
            heading, kind = next(nav.iter(f"{X}h1", f"{X}h2"), None), nav.get(EPUB_TYPE, "")
            if heading is not None and kind in headings:
                text = collapse_spaces("".join(heading.itertext()))
                if text != headings[kind]:
                    subject = f"the {kind} of {document.href}"
                    values = quoted(headings[kind]), quoted(text)
                    yield Difference(Code.TITLE, SURFACE, subject, "heading", *values)
