"""Every word of the book is on its pages, in reading order, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from publish.verify.difference import Difference, name
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.own_text import compare_words, own_marks, own_texts
from publish.verify.pdf.page_numbers import expected_folio
from publish.verify.pdf.reader.structure_tree import Mark, joined
from publish.verify.words import agree, bare

_OVERRIDES = frozenset("\u202d\u202e")  # UAX #9, 2.2


def check_text(finished: Finished) -> Iterator[Difference]:
    """The words of each section's own text."""
    for each in finished.once(own_texts):
        expected, actual = each.comparable(each.expected), each.comparable(each.actual)
        if not (agree(expected, actual) or _is_reordered(expected, actual)):
            marks = list(own_marks(each.element, finished.claimed))
            subject = f"{name(each.section)}{_page(finished, expected, marks)}"
            yield from compare_words("text", subject, expected, actual)


def _is_reordered(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Whether a text with directional overrides has the same characters in some order.

    On the page they are in visual order; `reading order` checks the logical one.
    """
    right, shown = "".join(expected), "".join(actual)
    return bool(_OVERRIDES & set(right)) and sorted(bare(right)) == sorted(bare(shown))


def _page(finished: Finished, expected: Sequence[str], marks: Sequence[Mark]) -> str:
    """The page of the first word that differs, for a message; "" where none does."""
    right, at = bare("".join(expected)), 0
    for page, group in groupby(marks, key=lambda mark: mark.page):
        shown = bare(joined(group))
        if right[at : at + len(shown)] != shown:
            return f" on page {expected_folio(finished, page)}"
        at += len(shown)
    rest = marks and at < len(right)
    return f" on page {expected_folio(finished, marks[-1].page)}" if rest else ""
