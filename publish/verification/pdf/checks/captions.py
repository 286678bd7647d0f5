"""The captions of a PDF: those of each section, in order, with label and words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from publish.verification.captions import ExpectedCaption, compare_caption, expected_captions
from publish.verification.difference import Difference
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_content import own_content
from publish.verification.pdf.own_text import own_elements
from publish.verification.pdf.reader.structure_tree import printed_text
from publish.verification.words import same_text


def check_captions(finished: FinishedPdf) -> Iterator[Difference]:
    """Every caption of the book, compared with the one at its place in its section."""
    others = finished.section_element_ids
    by_section = groupby(
        expected_captions(finished.book, finished.sections_to_check),
        key=lambda each: each.caption.section_id,
    )
    for section, group in by_section:
        element = finished.section_elements.get(section)
        own = own_elements(finished, element) if element else ()
        captions = (own_content(each, others) for each in own if each.role == "Caption")
        texts = map(printed_text, captions)
        for expected in group:
            yield from _compare(expected, next(texts, None))


def _compare(expected: ExpectedCaption, text: str | None) -> Iterator[Difference]:
    """A printed caption is one line of text; its label is what it should begin with."""
    caption = expected.caption
    if text is None or same_text(f"{caption.label}{caption.separator}{expected.words}", text):
        yield from compare_caption(expected, None, None) if text is None else ()
        return
    right = expected.words
    if text.startswith(f"{caption.label}{caption.separator}".rstrip()):
        words = text.removeprefix(caption.label).removeprefix(caption.separator.rstrip()).strip()
        yield from compare_caption(expected, caption.label, words)
    else:
        label = text.removesuffix(right).strip().removesuffix(caption.separator.strip())
        yield from compare_caption(expected, label.strip(), right)
