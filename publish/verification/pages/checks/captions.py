"""The captions of an EPUB: at their figure, table, listing or equation, with label and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from lxml import etree

from publish.cache import digest
from publish.model.section import Section
from publish.verification.captions import compare_caption, expected_captions, text_after_label
from publish.verification.difference import Difference
from publish.verification.markup import X
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.reader.document import Document


def check_captions(finished: FinishedPages) -> Iterator[Difference]:
    """Every caption of the book, compared with the one in the element with its id."""
    other_inputs = finished.memo(_other_inputs)
    for opening in finished.openings_to_check:
        compare = partial(_compare_file, finished, opening)
        yield from finished.unless_verified("captions", opening, compare, other_inputs)


def _other_inputs(finished: FinishedPages) -> str:
    return digest(repr(finished.book.captions))


def _compare_file(finished: FinishedPages, opening: Section) -> Iterator[Difference]:
    document = finished.document_of(opening)
    elements = _captioned([document]) if document else finished.memo(_all_captioned)
    for expected in expected_captions(finished.book, opening.in_file()):
        caption = _caption_of(elements.get(expected.caption.id))
        if caption is None:
            yield from compare_caption(expected, None, None)
        else:
            yield from compare_caption(expected, _label(caption), text_after_label(caption))


def _all_captioned(finished: FinishedPages) -> dict[str, etree._Element]:
    return _captioned(finished.container.documents())


def _captioned(documents: Iterable[Document]) -> dict[str, etree._Element]:
    """The elements that may have a caption, by id."""
    return {
        node.get("id", ""): node
        for document in documents
        for node in document.root.iter(f"{X}figure", f"{X}table")
    }


def _caption_of(element: etree._Element | None) -> etree._Element | None:
    return None if element is None else next(element.iter(f"{X}caption", f"{X}figcaption"), None)


def _label(caption: etree._Element) -> str:
    labels = (node for node in caption.iter(f"{X}span") if node.get("class") == "label")
    return " ".join("".join(label.itertext()) for label in labels)
