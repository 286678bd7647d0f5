"""The captions of an EPUB: at their figure, table, listing or equation, with label and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from lxml import etree

from publish.cache import digest
from publish.model.section import Section
from publish.verify.captions import X, behind_label, differ, wanted_captions
from publish.verify.difference import Difference
from publish.verify.epub.finished import Finished
from publish.verify.epub.reader.document import Document
from publish.verify.openings import in_file, openings


def captions(finished: Finished) -> Iterator[Difference]:
    """Every caption of the book against the one at the element of its id."""
    rest = digest(repr(finished.book.captions))
    for opening in openings(finished.book):
        look = partial(_in_file, finished, opening)
        yield from finished.agreed.check("captions", finished.matched(opening), look, rest)


def _in_file(finished: Finished, opening: Section) -> Iterator[Difference]:
    document = finished.document_of(opening)
    holders = _holders([document]) if document else finished.once(_all)
    for wanted in wanted_captions(finished.book, in_file(opening)):
        shown = _caption(holders.get(wanted.caption.id))
        if shown is None:
            yield from differ(wanted, None, None)
        else:
            yield from differ(wanted, _label(shown), behind_label(shown))


def _all(finished: Finished) -> dict[str, etree._Element]:
    return _holders(finished.container.documents())


def _holders(documents: Iterable[Document]) -> dict[str, etree._Element]:
    """What has a caption, by its id."""
    return {
        node.get("id", ""): node
        for document in documents
        for node in document.root.iter(f"{X}figure", f"{X}table")
    }


def _caption(holder: etree._Element | None) -> etree._Element | None:
    found = [] if holder is None else list(holder.iter(f"{X}caption", f"{X}figcaption"))
    return found[0] if found else None


def _label(caption: etree._Element) -> str:
    labels = (node for node in caption.iter(f"{X}span") if node.get("class") == "label")
    return " ".join("".join(label.itertext()) for label in labels)
