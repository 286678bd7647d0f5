"""The index: the pages of each entry, and on each of these the words that were marked."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import MATH, X
from publish.verification.pdf.anchors import AnchorPages
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.links import link_differences
from publish.verification.words import normalized, words_of


def check_index(finished: FinishedPdf) -> Iterator[Difference]:
    """The locators of the entries, then the marks that they lead to."""
    yield from (each for each in finished.memo(link_differences) if each.surface == "index")
    anchors = finished.memo(AnchorPages)
    for section in finished.sections_to_check:
        for part in section.parts():
            for mark in part.iterfind(f".//{X}span[@class='index-mark']"):
                yield from _check_mark(anchors, section, mark)


def _check_mark(
    anchors: AnchorPages, section: Section, mark: etree._Element
) -> Iterator[Difference]:
    marked = words_of(mark, lambda node: node.tag == MATH)
    page = anchors.page(mark.get("id", ""))
    if page is None or normalized("".join(marked)) not in anchors.text(page):
        subject = f"mark #{mark.get('id')} of {section_name(section)}"
        where = "nowhere" if page is None else f"page {page + 1} of the file"
        values = quoted(" ".join(marked)), "other words"
        yield Difference(Code.REFERENCE, "index", subject, where, *values)
