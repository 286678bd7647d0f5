"""The outline of a book, with the place of each section in every view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from publish.model.book import Book
from publish.model.section import Section
from publish.outputs.epub.items import EPUB_PAGES
from publish.outputs.pages.specs import section_addresses
from publish.outputs.web.page_format import WEB_PAGES


class Outline:
    """Where each section of a book is: its page in print, its address in web edition and e-book.

    `pages` are the indexes of the pages on which sections begin, `labels` what each page is called.
    """

    def __init__(self, book: Book, pages: Mapping[str, int], labels: Sequence[str]) -> None:
        self._sections, self._pages, self._labels = book.sections, pages, labels
        self._in_web = dict(section_addresses(book, WEB_PAGES))
        ebook = section_addresses(book, EPUB_PAGES)
        self._in_ebook = {name: EPUB_PAGES.path_of(address) for name, address in ebook}

    def content(self) -> dict[str, Any]:
        """The sections, nested, and by view the documents with the words of the manifest."""
        return {
            "sections": list(map(self._row, self._sections)),
            "about": {"ebook": EPUB_PAGES.about_paths(), "web": WEB_PAGES.about_paths()},
        }

    def _row(self, section: Section) -> dict[str, Any]:
        page = self._pages.get(section.id)
        return {
            "id": section.id,
            "number": section.number,
            "label": section.label,
            "title": section.title,
            "page": None if page is None else page + 1,
            "folio": None if page is None else self._labels[page],
            "href": self._in_web.get(section.id),
            "ebook": self._in_ebook.get(section.id),
            "children": list(map(self._row, section.children)),
        }
