"""The captions of a PDF: those of each section, in order, with label and words."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import groupby

from publish.verify.captions import Wanted, differ, wanted_captions
from publish.verify.difference import Difference
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.own_text import own_marks
from publish.verify.pdf.reader.structure_tree import Node, joined
from publish.verify.words import same_text


def check_captions(finished: Finished) -> Iterator[Difference]:
    """Every caption of the book, compared with the one at its place in its section."""
    others = finished.claimed
    by_section = groupby(
        wanted_captions(finished.book, finished.fresh), key=lambda each: each.caption.section_id
    )
    for section, group in by_section:
        element = finished.elements.get(section)
        captions = list(_captions(element, others)) if element else []
        for index, expected in enumerate(group):
            text = joined(own_marks(captions[index], others)) if index < len(captions) else None
            yield from _compare(expected, text)


def _captions(node: Node, others: Set[int]) -> Iterator[Node]:
    for kid in node.nodes():
        if kid.role == "Caption":
            yield kid
        elif id(kid) not in others:
            yield from _captions(kid, others)


def _compare(expected: Wanted, text: str | None) -> Iterator[Difference]:
    """A printed caption is one line of text; its label is what it should begin with."""
    caption = expected.caption
    if text is None or same_text(f"{caption.label}{caption.separator}{expected.words}", text):
        yield from differ(expected, None, None) if text is None else ()
        return
    right = expected.words
    if text.startswith(f"{caption.label}{caption.separator}".rstrip()):
        words = text.removeprefix(caption.label).removeprefix(caption.separator.rstrip()).strip()
        yield from differ(expected, caption.label, words)
    else:
        label = text.removesuffix(right).strip().removesuffix(caption.separator.strip())
        yield from differ(expected, label.strip(), right)
