"""Where the sections and anchors of a book are in the documents of a product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from publish.model.section import Section
from publish.verification.markup import X
from publish.verification.pages.reader.addresses import resolve
from publish.verification.pages.reader.document import Document


class SectionMap:
    """The documents of the sections by id, and the section that each file begins with by href."""

    def __init__(self, documents: Iterable[Document], sections: Mapping[str, Section]) -> None:
        self._sections = sections
        self._anchors: dict[str, set[str]] = {}
        self.openings: dict[str, str] = {}
        self.documents: dict[str, Document] = {}
        for document in documents:
            self._add(document)

    def _add(self, document: Document) -> None:
        self._anchors[document.href] = set(document.facts.anchors)
        for anchor, _ in document.facts.sections:
            if anchor in self._sections:
                self.openings.setdefault(document.href, anchor)
                self.documents.setdefault(anchor, document)

    def element(self, section: str) -> etree._Element | None:
        """The element of a section, by its id."""
        document = self.documents.get(section)
        return None if document is None else document.sections[section]

    @property
    def inputs(self) -> str:
        """All anchors of the file, and the sections that its documents begin with."""
        anchors = {href: sorted(ids) for href, ids in self._anchors.items()}
        return repr((anchors, self.openings))

    def target(self, link: str | None, base: str) -> str | None:
        """The target of a link in the document `base`.

        `#id` where the id exists, the plain address of a page without sections, else the address
        as it is written, marked as dead.
        """
        if link is None:
            return None
        address = resolve(link, base)
        file, _, fragment = address.partition("#")
        if file not in self._anchors or (fragment and fragment not in self._anchors[file]):
            return f"{address} (dead)"
        if fragment:
            return f"#{fragment}"
        return f"#{self.openings[file]}" if file in self.openings else file

    def section_around(self, node: etree._Element) -> str | None:
        """The id of the section of the book that an element is in."""
        parent: etree._Element | None = node
        while parent is not None:
            anchor = parent.get("id")
            if parent.tag == f"{X}section" and anchor in self._sections:
                return anchor
            parent = parent.getparent()
        return None
