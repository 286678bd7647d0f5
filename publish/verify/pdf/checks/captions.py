"""The captions of a PDF: those of each section, in order, with label and words."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import groupby

from publish.verify.captions import Wanted, differ, wanted_captions
from publish.verify.difference import Difference
from publish.verify.pdf.checks.text import own_marks, same
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.structure_tree import Node, joined


def captions(finished: Finished) -> Iterator[Difference]:
    """Every caption of the book against the one in its place among those of its section."""
    others = finished.claimed
    by_section = groupby(
        wanted_captions(finished.book, finished.fresh), key=lambda each: each.caption.section_id
    )
    for section, group in by_section:
        element = finished.elements.get(section)
        shown = list(_within(element, others)) if element else []
        for index, wanted in enumerate(group):
            text = joined(own_marks(shown[index], others)) if index < len(shown) else None
            yield from _compare(wanted, text)


def _within(node: Node, others: Set[int]) -> Iterator[Node]:
    for kid in node.nodes():
        if kid.role == "Caption":
            yield kid
        elif id(kid) not in others:
            yield from _within(kid, others)


def _compare(wanted: Wanted, text: str | None) -> Iterator[Difference]:
    """A printed caption is one line of text; its label is what it should begin with."""
    caption = wanted.caption
    if text is None or same(f"{caption.label}{caption.separator}{wanted.words}", text):
        yield from differ(wanted, None, None) if text is None else ()
        return
    right = wanted.words
    if text.startswith(f"{caption.label}{caption.separator}".rstrip()):
        shown = text.removeprefix(caption.label).removeprefix(caption.separator.rstrip()).strip()
        yield from differ(wanted, caption.label, shown)
    else:
        label = text.removesuffix(right).strip().removesuffix(caption.separator.strip())
        yield from differ(wanted, label.strip(), right)
