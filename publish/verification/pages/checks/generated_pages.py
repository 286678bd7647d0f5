"""The pages that the theme generates: cover, title page, copyright page, contents, colophon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish.verification.difference import Code, Difference, quoted
from publish.verification.entries import collapse_spaces
from publish.verification.generated_pages import (
    SURFACE,
    GeneratedPage,
    compare_page,
    embedded_families,
    generated_pages,
    missing_page,
)
from publish.verification.markup import X, with_formulas_as_text
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.reader.document import Document
from publish.verification.words import without_format_characters, words_of

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*?font-family:\s*\"([^\"]+)\"")


def check_generated_pages(finished: FinishedPages) -> Iterator[Difference]:
    """The words of each page, and the title of its document."""
    for page in generated_pages(finished.book, finished.edition, finished.verified.cache):
        match = _find_page(finished, page.role)
        if match is None:
            yield missing_page(page)
            continue
        document, element = match
        embedded = embedded_families(_font_families(finished), page, _fold) if page.pattern else ()
        yield from compare_page(page, _text(element), _fold, embedded)
        yield from _check_title(finished, document, page)


def _find_page(finished: FinishedPages, role: str) -> tuple[Document, etree._Element] | None:
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


def _font_families(finished: FinishedPages) -> Iterator[str]:
    """The families that the style sheets of the package declare."""
    for style in finished.container.styles():
        yield from _FONT_FACE.findall(style.decode("utf-8", "replace"))


def _check_title(
    finished: FinishedPages, document: Document, page: GeneratedPage
) -> Iterator[Difference]:
    text, title = collapse_spaces(document.facts.title), finished.page_title(page)
    if text != collapse_spaces(title):
        values = quoted(title), quoted(text)
        yield Difference(Code.TITLE, SURFACE, f"the {page.role}", "title", *values)
