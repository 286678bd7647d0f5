"""Room for the binding."""

from __future__ import annotations

from publish.model.book import Book
from publish.model.xhtml import text_of

_STEP = 300 * 160  # words: 160 pages of 300
_MOST = 14  # points


def gutter_allowance(book: Book) -> float:
    """The width that the spine of a bound book hides, in points: more in a thicker book.

    Estimated from the number of words, at 300 on a page, before there are pages: nothing below 160
    pages, there 4 points and 4 more for each 160 pages, at most 14 (5 mm), after which a book needs
    another trim. In few steps, since another gutter changes every page.
    """
    words = 0
    for section in book.walk():
        words += len(text_of(section.body).split())
        if words // _STEP * 4 >= _MOST:
            return _MOST
    return words // _STEP * 4
