"""Page breaks of a print edition, for the page list of an e-book."""

from __future__ import annotations

import msgspec


class PageBreak(msgspec.Struct, frozen=True):
    """The beginning of a page whose folio reads `folio` ("xii", "12").

    `section` is the id of the section of its first words. `words_before` counts the words of that
    section's own text (`publish.model.word_stream`) on earlier pages; None if the page begins with
    the section. `skipped` counts links and formulas between the beginning of the page and the next
    counted word of the section, or its end.
    """

    folio: str
    section: str
    words_before: int | None
    skipped: int = 0


class PrintEdition(msgspec.Struct, frozen=True):
    """A print edition: its identifier, and its pages in order."""

    identifier: str
    pages: tuple[PageBreak, ...]
