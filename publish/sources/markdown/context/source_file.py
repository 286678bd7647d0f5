"""One file of the manuscript that is read."""

from __future__ import annotations

import msgspec

from publish.diagnostics import Report
from publish.sources.markdown.context.reading_context import ReadingContext


class SourceFile(msgspec.Struct, frozen=True):
    """A file of the manuscript; `file` is its name relative to the book's folder.

    `own_language` is that of its text, where the manifest gives one.
    """

    file: str
    context: ReadingContext
    own_language: str = ""

    @property
    def language(self) -> str:
        """The language of the text as a BCP 47 tag: its own, or the book's."""
        return self.own_language or self.context.language

    @property
    def path(self) -> str:
        """The path of the file in messages."""
        return self.context.display_path(self.file)

    @property
    def report(self) -> Report:
        """The report for diagnostics of this text."""
        return self.context.report
