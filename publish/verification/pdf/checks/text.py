"""Every word of the book is on its pages, in reading order, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from publish.verification.difference import Difference, section_name
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_content import own_content
from publish.verification.pdf.own_text import compare_words, own_texts
from publish.verification.pdf.page_numbers import expected_folio
from publish.verification.pdf.reader.structure_tree import MarkedContent, printed_text
from publish.verification.words import normalized, words_match

_OVERRIDES = frozenset("\u202d\u202e")  # UAX #9, 2.2


def check_text(finished: FinishedPdf) -> Iterator[Difference]:
    """The words of each section's own text."""
    for each in finished.memo(own_texts):
        expected, actual = each.comparable(each.expected), each.comparable(each.actual)
        if not (words_match(expected, actual) or _is_reordered(expected, actual)):
            content = list(own_content(each.element, finished.section_element_ids))
            subject = f"{section_name(each.section)}{_page(finished, expected, content)}"
            yield from compare_words("text", subject, expected, actual)


def _is_reordered(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Whether a text with directional overrides has the same characters in some order.

    On the page they are in visual order; `reading order` checks the logical one.
    """
    right, shown = "".join(expected), "".join(actual)
    return bool(_OVERRIDES & set(right)) and sorted(normalized(right)) == sorted(normalized(shown))


def _page(finished: FinishedPdf, expected: Sequence[str], content: Sequence[MarkedContent]) -> str:
    """The page of the first word that differs, for a message; "" where none does."""
    right, at = normalized("".join(expected)), 0
    for page, group in groupby(content, key=lambda part: part.page):
        shown = normalized(printed_text(group))
        if right[at : at + len(shown)] != shown:
            return f" on page {expected_folio(finished, page)}"
        at += len(shown)
    rest = content and at < len(right)
    return f" on page {expected_folio(finished, content[-1].page)}" if rest else ""
