"""Where the sections and anchors of a book are in the documents of an EPUB."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from publish.model.section import Section
from publish.verify.epub.reader.container import Container, resolve
from publish.verify.epub.reader.document import Document
from publish.verify.markup import X


class SectionMap:
    """Which sections and anchors each document of an EPUB holds."""

    def __init__(self, container: Container, sections: Mapping[str, Section]) -> None:
        self._sections = sections
        self._anchors: dict[str, set[str]] = {}
        self.opening: dict[str, str] = {}
        self.home: dict[str, Document] = {}
        self._elements: dict[str, dict[str, etree._Element]] = {}
        for document in container.documents():
            self._survey(document)

    def _survey(self, document: Document) -> None:
        self._anchors[document.href] = set(document.survey.anchors)
        for anchor, _ in document.survey.sections:
            if anchor in self._sections:
                self.opening.setdefault(document.href, anchor)
                self.home.setdefault(anchor, document)

    def element(self, section: str) -> etree._Element | None:
        """The element of a section, by its id."""
        home = self.home.get(section)
        if home is None:
            return None
        if home.href not in self._elements:
            found = list(home.root.iter(f"{X}section"))
            self._elements[home.href] = {each.get("id", ""): each for each in reversed(found)}
        return self._elements[home.href][section]

    @property
    def state(self) -> str:
        """All anchors of the file, and the sections that its documents open with."""
        anchors = {href: sorted(found) for href, found in self._anchors.items()}
        return repr((anchors, self.opening))

    def target(self, link: str | None, base: str) -> str | None:
        """What a link leads to: `#id` where the id is there, the plain address of a page without
        sections, else the address as it stands, called dead."""
        if link is None:
            return None
        address = resolve(link, base)
        file, _, fragment = address.partition("#")
        if file not in self._anchors or (fragment and fragment not in self._anchors[file]):
            return f"{address} (dead)"
        if fragment:
            return f"#{fragment}"
        return f"#{self.opening[file]}" if file in self.opening else file

    def around(self, node: etree._Element) -> str | None:
        """The id of the section of the book that an element stands in."""
        at: etree._Element | None = node
        while at is not None:
            anchor = at.get("id")
            if at.tag == f"{X}section" and anchor in self._sections:
                return anchor
            at = at.getparent()
        return None
