"""One text on its way to XHTML: which file it is, and the manuscript that it belongs to."""

from __future__ import annotations

import msgspec

from publish.diagnostics import Report
from publish.sources.markdown.context.reading_context import Manuscript


class Page(msgspec.Struct, frozen=True):
    """A file of the manuscript: `file` as the book names it, `path` as messages do.

    `own_language` is that of its text, where the manifest gives one.
    """

    file: str
    manuscript: Manuscript
    own_language: str = ""

    @property
    def language(self) -> str:
        """The language of the text as a BCP 47 tag: its own, or the book's."""
        return self.own_language or self.manuscript.language

    @property
    def path(self) -> str:
        """The file as messages name it."""
        return self.manuscript.path(self.file)

    @property
    def report(self) -> Report:
        """Where problems are told."""
        return self.manuscript.report
