"""The pages that the theme makes: half title, title page, copyright page, contents, colophon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publish.model.language import localized_words
from publish.verify.difference import Code, Difference, quoted
from publish.verify.generated_pages import (
    SURFACE,
    MadePage,
    absent,
    differ,
    embedded_families,
    made_pages,
)
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.structure_tree import Node, joined
from publish.verify.words import bare, same_text


def check_generated_pages(finished: Finished) -> Iterator[Difference]:
    """The words of each page against the manifest, and the title of the contents."""
    waiting = [_spelled(node) for node in _unclaimed(finished)]
    for page in made_pages(finished.book, finished.edition):
        shown = max(waiting, key=lambda text: _likeness(page, text), default=None)
        if shown is None or not _likeness(page, shown):
            yield absent(page)
            continue
        waiting.remove(shown)
        embedded = embedded_families(_fonts(finished), page, bare) if page.pattern else ()
        yield from differ(page, shown, bare, embedded)
    yield from _contents(finished)


def _spelled(node: Node) -> str:
    """The words of an element in their order, which way soever its lines run."""
    return " ".join(mark.text for mark in node.marks())


def _unclaimed(finished: Finished) -> Iterator[Node]:
    """The largest elements that neither are nor hold a section, the contents or a list."""
    listings = [node for node in (finished.contents, *finished.lists) if node is not None]
    claimed = {id(node) for node in (*finished.elements.values(), *listings)}

    def holds(node: Node) -> bool:
        return any(id(kid) in claimed for kid in node.walk())

    def walk(node: Node) -> Iterator[Node]:
        for kid in node.nodes():
            if id(kid) in claimed:
                continue
            if holds(kid):
                yield from walk(kid)
            else:
                yield kid

    return walk(finished.tree)


def _likeness(page: MadePage, text: str) -> float:
    """How far the words of a page are those of a text, from 0 to 1 (the measure of Dice)."""
    right, shown = (Counter(map(bare, told.split())) for told in (" ".join(page.phrases), text))
    common = (right & shown).total()
    return 2 * common / (right.total() + shown.total()) if common else 0.0


def _fonts(finished: Finished) -> set[str]:
    """The names of the fonts of all pages, without the tags of their subsets (9.6.4)."""
    found: dict[tuple[int, int], str] = {}
    for page in finished.pdf.pages:
        for font in page.resources.get("/Font", {}).values():
            if font.objgen not in found:
                found[font.objgen] = str(font.get("/BaseFont", "")).rpartition("+")[2]
    return set(found.values())


def _contents(finished: Finished) -> Iterator[Difference]:
    right = localized_words(finished.book.metadata.language).contents
    listing = finished.contents
    heading = listing.heading if listing is not None else None
    title = None if heading is None else joined(heading.marks())
    if listing is not None and (title is None or not same_text(right, title)):
        values = quoted(right), quoted(title)
        yield Difference(Code.TITLE, SURFACE, "the contents", "heading", *values)
