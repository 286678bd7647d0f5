"""The index: the pages of each entry, and on each of these the words that were marked."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.markup import MATH, X
from publish.verify.pdf.anchors import Whereabouts
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.links import link_differences
from publish.verify.words import bare, words_of


def check_index(finished: Finished) -> Iterator[Difference]:
    """The locators of the entries, then the marks that they lead to."""
    yield from (each for each in finished.once(link_differences) if each.surface == "index")
    anchors = finished.once(Whereabouts)
    for section in finished.book.walk():
        for mark in section.body.iter(f"{X}span"):
            if mark.get("class") == "index-mark":
                yield from _check_mark(anchors, section, mark)


def _check_mark(
    anchors: Whereabouts, section: Section, mark: etree._Element
) -> Iterator[Difference]:
    marked = words_of(mark, lambda node: node.tag == MATH)
    page = anchors.page(mark.get("id", ""))
    if page is None or bare("".join(marked)) not in anchors.text(page):
        subject = f"mark #{mark.get('id')} of {name(section)}"
        where = "nowhere" if page is None else f"page {page + 1} of the file"
        values = quoted(" ".join(marked)), "other words"
        yield Difference(Code.REFERENCE, "index", subject, where, *values)
