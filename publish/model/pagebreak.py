"""Where the pages of a print edition begin in the text, so that an e-book can tell them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The beginning of a page whose folio reads `folio` ("xii", "12").

    `section` is the id of the section that its first words belong to, `words` how many words of
    that section's own text (`publish.model.word_stream`) stand on pages before; None where the page
    begins with the section itself. `passed` links or formulas stand between the beginning of the
    page and its first counted word.
    """

    folio: str
    section: str
    words: int | None
    passed: int = 0


@dataclass(frozen=True, slots=True)
class PrintEdition:
    """A print edition: what identifies it, and its pages in order."""

    identifier: str
    pages: tuple[PageBreak, ...]
