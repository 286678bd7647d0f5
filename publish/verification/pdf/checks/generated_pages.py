"""The pages that the theme generates: half title, title, copyright page, contents, colophon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publish.verification.difference import Code, Difference, quoted
from publish.verification.generated_pages import (
    SURFACE,
    GeneratedPage,
    compare_page,
    embedded_families,
    generated_pages,
    missing_page,
)
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.structure_tree import (
    StructureElement,
    printed_text,
    title_pieces,
)
from publish.verification.words import normalized, same_text


def check_generated_pages(finished: FinishedPdf) -> Iterator[Difference]:
    """The words of each page, and the title of the contents."""
    texts = [_logical_text(element) for element in _other_elements(finished)]
    for page in generated_pages(finished.book, finished.edition):
        text = max(texts, key=lambda text: _similarity(page, text), default=None)
        if text is None or not _similarity(page, text):
            yield missing_page(page)
            continue
        texts.remove(text)
        fonts = finished.entries.fonts if page.pattern else ()
        embedded = embedded_families(fonts, page, normalized)
        yield from compare_page(page, text, normalized, embedded)
    yield from _check_contents_title(finished)


def _logical_text(element: StructureElement) -> str:
    """The words of an element in logical order, whatever the direction of its lines."""
    return " ".join(
        piece if isinstance(piece, str) else piece.text for piece in title_pieces(element.kids)
    )


def _other_elements(finished: FinishedPdf) -> Iterator[StructureElement]:
    """The largest elements that are not and do not contain a section, the contents or a list."""
    listings = [each for each in (finished.contents, *finished.lists) if each is not None]
    ids = {id(each) for each in (*finished.section_elements.values(), *listings)}

    def walk(parent: StructureElement) -> Iterator[StructureElement]:
        for kid in parent.elements():
            if id(kid) in ids:
                continue
            if any(id(each) in ids for each in kid.walk()):
                yield from walk(kid)
            else:
                yield kid

    return walk(finished.tree)


def _similarity(page: GeneratedPage, text: str) -> float:
    """How similar the words of a page and of a text are, from 0 to 1 (Dice coefficient)."""
    right, shown = (
        Counter(map(normalized, each.split())) for each in (" ".join(page.phrases), text)
    )
    common = (right & shown).total()
    return 2 * common / (right.total() + shown.total()) if common else 0.0


def _check_contents_title(finished: FinishedPdf) -> Iterator[Difference]:
    expected = finished.book.metadata.words.contents
    contents = finished.contents
    heading = contents.heading if contents is not None else None
    title = None if heading is None else printed_text(heading.content())
    if contents is not None and (title is None or not same_text(expected, title)):
        values = quoted(expected), quoted(title)
        yield Difference(Code.TITLE, SURFACE, "the contents", "heading", *values)
