"""The pages that the theme generates: cover, title page, copyright page, contents, colophon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish.model.accessibility import accessibility_phrases
from publish.model.colophon_text import colophon_text
from publish.model.language import localized_words
from publish.verify.difference import Code, Difference, quoted
from publish.verify.entries import one_line
from publish.verify.epub.finished import Finished
from publish.verify.epub.reader.document import EPUB_TYPE, Document
from publish.verify.generated_pages import (
    SURFACE,
    MadePage,
    absent,
    differ,
    embedded_families,
    made_pages,
)
from publish.verify.markup import X
from publish.verify.words import readable, words_of

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*?font-family:\s*\"([^\"]+)\"")


def check_generated_pages(finished: Finished) -> Iterator[Difference]:
    """The words of each page, and the headings of the navigation lists."""
    for page in made_pages(finished.book, finished.edition):
        match = _find_page(finished, page.role)
        if match is None:
            yield absent(page)
            continue
        document, element = match
        embedded = embedded_families(_font_families(finished), page, _fold) if page.pattern else ()
        yield from differ(page, _text(element), _fold, embedded)
        yield from _check_title(document, page)
    yield from _check_headings(finished)


def _find_page(finished: Finished, role: str) -> tuple[Document, etree._Element] | None:
    """The first section of that type that is not a section of the book."""
    for document in finished.container.documents():
        for index, (name, kind) in enumerate(document.survey.sections):
            if kind == role and name not in finished.sections:
                return document, list(document.root.iter(f"{X}section"))[index]
    return None


def _text(element: etree._Element) -> str:
    """The words of a page, and the alternative texts of its images."""
    alternatives = (image.get("alt", "") for image in element.iter(f"{X}img"))
    return " ".join((*words_of(element), *alternatives))


def _fold(text: str) -> str:
    """The words of a text, without format characters."""
    return " ".join(readable(text).split())


def _font_families(finished: Finished) -> Iterator[str]:
    """The families that the style sheets of the package declare."""
    for style in finished.container.styles():
        yield from _FONT_FACE.findall(style.decode("utf-8", "replace"))


def _check_title(document: Document, page: MadePage) -> Iterator[Difference]:
    text = one_line(document.survey.title)
    if text != one_line(page.title):
        values = quoted(page.title), quoted(text)
        yield Difference(Code.TITLE, SURFACE, f"the {page.role}", "title", *values)


def _check_headings(finished: Finished) -> Iterator[Difference]:
    """The heading of each navigation list, in the nav and on the pages."""
    language = finished.book.metadata.language
    headings = {
        "toc": localized_words(language).contents,
        "landmarks": colophon_text(language).landmarks,
        "page-list": accessibility_phrases(language).page_list,
    }
    documents = (finished.container.nav, *finished.container.documents())
    for document in (each for each in documents if each.survey.navs):
        for nav in document.root.iter(f"{X}nav"):
            heading, kind = next(nav.iter(f"{X}h1", f"{X}h2"), None), nav.get(EPUB_TYPE, "")
            if heading is not None and kind in headings:
                text = one_line("".join(heading.itertext()))
                if text != headings[kind]:
                    subject = f"the {kind} of {document.href}"
                    values = quoted(headings[kind]), quoted(text)
                    yield Difference(Code.TITLE, SURFACE, subject, "heading", *values)
