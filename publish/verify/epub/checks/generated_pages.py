"""The pages that the theme makes: cover, title page, copyright page, contents, colophon."""

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
from publish.verify.epub.reader.document import EPUB_TYPE, Document, X
from publish.verify.generated_pages import (
    SURFACE,
    MadePage,
    absent,
    differ,
    embedded_families,
    made_pages,
)
from publish.verify.words import readable, words_of

_FACE = re.compile(r"@font-face\s*\{[^}]*?font-family:\s*\"([^\"]+)\"")


def made(finished: Finished) -> Iterator[Difference]:
    """The words of each page against the manifest, and the headings of the lists that lead in."""
    for page in made_pages(finished.book, finished.edition):
        found = _section(finished, page.role)
        if found is None:
            yield absent(page)
            continue
        document, element = found
        embedded = embedded_families(_faces(finished), page, _folded) if page.pattern else ()
        yield from differ(page, _shown(element), _folded, embedded)
        yield from _title(document, page)
    yield from _headings(finished)


def _section(finished: Finished, role: str) -> tuple[Document, etree._Element] | None:
    """The first of that kind among the sections that are none of the book."""
    for document in finished.container.documents():
        for place, (name, kind) in enumerate(document.survey.sections):
            if kind == role and name not in finished.sections:
                return document, list(document.root.iter(f"{X}section"))[place]
    return None


def _shown(element: etree._Element) -> str:
    """The words of a page, and what stands for its pictures."""
    told = (image.get("alt", "") for image in element.iter(f"{X}img"))
    return " ".join((*words_of(element), *told))


def _folded(text: str) -> str:
    """The words of a text, without the signs that only say which way it runs."""
    return " ".join(readable(text).split())


def _faces(finished: Finished) -> Iterator[str]:
    """The families that the style sheets of the package declare."""
    for style in finished.container.styles():
        yield from _FACE.findall(style.decode("utf-8", "replace"))


def _title(document: Document, page: MadePage) -> Iterator[Difference]:
    text = one_line(document.survey.title)
    if text != one_line(page.title):
        values = quoted(page.title), quoted(text)
        yield Difference(Code.TITLE, SURFACE, f"the {page.role}", "title", *values)


def _headings(finished: Finished) -> Iterator[Difference]:
    """The heading of each list of a kind, in the nav and on the pages."""
    language = finished.book.metadata.language
    right = {
        "toc": localized_words(language).contents,
        "landmarks": colophon_text(language).landmarks,
        "page-list": accessibility_phrases(language).page_list,
    }
    documents = (finished.container.nav, *finished.container.documents())
    for document in (each for each in documents if each.survey.navs):
        for nav in document.root.iter(f"{X}nav"):
            heading = next(nav.iter(f"{X}h1", f"{X}h2"), None)
            text = "" if heading is None else one_line("".join(heading.itertext()))
            wanted = right.get(nav.get(EPUB_TYPE, ""), text) if heading is not None else text
            if text != wanted:
                subject = f"the {nav.get(EPUB_TYPE)} of {document.href}"
                values = quoted(wanted), quoted(text)
                yield Difference(Code.TITLE, SURFACE, subject, "heading", *values)
