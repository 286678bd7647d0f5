"""The entries of a list of sections in a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from publish.model.xhtml import text_of
from publish.verification.entries import SurfaceEntry, collapse_spaces
from publish.verification.markup import X
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.reader.document import Document


def list_entries(
    finished: FinishedPages, document: Document, navs: Iterable[etree._Element]
) -> Iterator[SurfaceEntry]:
    """The links of some `nav` elements, with their depth in lists and their targets."""
    for nav in navs:
        for link in nav.iter(f"{X}a", f"{X}span"):
            parent = link.getparent()
            if parent is not None and parent.tag == f"{X}li":
                depth = sum(1 for _ in link.iterancestors(f"{X}ol"))
                target = finished.section_map.target(link.get("href"), document.href)
                yield SurfaceEntry(collapse_spaces(text_of(link)), depth, target)
