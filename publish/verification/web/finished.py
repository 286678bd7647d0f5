"""A finished web edition with the book that it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from publish.context import Context
from publish.model.book import Book, Edition
from publish.model.roles import Role
from publish.verification.generated_pages import GeneratedPage
from publish.verification.pages.finished import FinishedPages, print_edition
from publish.verification.pages.verified_before import VerifiedDocuments
from publish.verification.web.reader.site import Site


class ReadBefore:
    """What was read and verified of an edition while it was written."""

    def __init__(self, _book: Book, _edition: Edition, context: Context) -> None:
        self.cache, self.verified = context.cache, VerifiedDocuments(context.cache)
        self._site: Site | None = None

    def open(self, path: Path) -> Site:
        """The folder at `path`; raises `Unreadable` where it cannot be read."""
        self._site = Site(path, self.cache, self._site)
        return self._site


@dataclass
class FinishedWeb(FinishedPages):
    """One web edition opened for reading."""

    notes_follow_text: ClassVar[bool] = False
    levels_begin_anew: ClassVar[bool] = True

    container: Site
    path: Path = Path()

    @classmethod
    def open(cls, path: Path, book: Book, edition: Edition, before: ReadBefore) -> FinishedWeb:
        """The folder at `path`; raises `Unreadable` where it cannot be read."""
        printed = print_edition(path, book, edition)
        return cls(before.open(path), book, edition, before.verified, printed, path)

    def document_title(self, heading: str) -> str:
        """The heading with the title of the book, as tabs and bookmarks show it."""
        title = self.book.metadata.title
        return heading if heading == title else f"{heading} – {title}"

    def page_title(self, page: GeneratedPage) -> str:
        """The cover is on the page that has the title of the book."""
        title = self.book.metadata.title
        return title if page.role == Role.COVER else self.document_title(page.title)
