"""Places on the pages of a print edition."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from publish.preview.source_map.blocks import Source
from publish.preview.source_map.printed import PrintedPage, WordBox
from publish.preview.source_map.source_map import SourceMap

_NEXT = 4  # words: the number of a heading may not be found
_FARTHEST = 12  # pages that are looked through for a word
_SOME = 30  # of the words in view, by which a place is kept

ReadPage = Callable[[int], PrintedPage]  # of a page, counted from 0


class PrintPlace(msgspec.Struct, frozen=True):
    """A point of a page, counted from 1, in points from its left and top."""

    page: int
    x: float
    y: float


class PagePart(NamedTuple):
    """A part of a page, counted from 1, between two heights in points from its top."""

    page: int
    top: float
    bottom: float


class MovedWord(msgspec.Struct, frozen=True):
    """A word that was on a page at a height, and where it is now."""

    page: int
    y: float
    now: PrintPlace


class _KnownPage(NamedTuple):
    """A page, the place of each of its words in the book, and the word at each place.

    `text` are its words but for those of the manifest, such as the title of the book at its head.
    """

    printed: PrintedPage
    places: list[int | None]
    words: dict[int, int]
    text: set[int]

    def place_at(self, x: float, y: float) -> int | None:
        """The place of the word at a point; of one that the book does not have, the nearest's."""
        at = self.printed.nearest(x, y, range(len(self.places)))
        if at is None or self.places[at.word] is not None:
            return None if at is None else self.places[at.word]
        beside = self.printed.nearest(*at.middle, self.text or set(self.words.values()))
        return None if beside is None else self.places[beside.word]

    def box_of(self, place: int) -> WordBox | None:
        """The box of a word of the book, if it is on this page."""
        word = self.words.get(place)
        return None if word is None else self.printed.box_of(word)


class PrintMap:
    """The map of a print edition with so many pages; `first_pages` are those of its sections."""

    def __init__(
        self, texts: SourceMap, pages: int, first_pages: Mapping[str, int], read: ReadPage
    ) -> None:
        self._texts = texts
        self.pages = pages
        anchors = texts.text.anchors
        self._section_starts = sorted((anchors[id_], page) for id_, page in first_pages.items())
        self._read = read
        self._known: dict[int, _KnownPage] = {}

    def source_of(self, place: PrintPlace) -> Source | None:
        """The line of the word at a point, or of the nearest; None on an empty page."""
        found = self.word_at(place)
        return None if found is None else self._texts.source_of(found)

    def moved(self, parts: Sequence[PagePart], before: PrintMap) -> list[MovedWord]:
        """Where some of the words are now that were in parts of pages of an earlier version."""
        known = [each for part in parts for each in before._words_in(part)]
        some = known[:: len(known) // _SOME + 1]
        now = self._texts.same_words([place for place, *_ in some], before._texts)
        found = ((each, self._printed(now[each[0]])) for each in some if each[0] in now)
        return [MovedWord(page, y, at) for (_, page, y), at in found if at]

    def _words_in(self, part: PagePart) -> Iterator[tuple[int, int, float]]:
        """The words of the book in a part of a page, each with the page and its height on it."""
        known = self._page(part.page - 1)
        for box in known.printed.boxes:
            place, (_, y) = known.places[box.word], box.middle
            if place is not None and part.top <= y <= part.bottom:
                yield place, part.page, y

    def word_at(self, place: PrintPlace) -> int | None:
        """The word of the book at a point, or the nearest."""
        return self._page(place.page - 1).place_at(place.x, place.y)

    def places_of(self, source: Source) -> Iterator[PrintPlace]:
        """Where a line of the manuscript is printed."""
        for place in self._texts.places_of(source):
            if (found := self._first_printed(place)) is not None:
                yield found

    def _first_printed(self, place: int) -> PrintPlace | None:
        """Where a word of the book is printed, or the next that is."""
        found = map(self._printed, range(place, place + _NEXT))
        return next(filter(None, found), None)

    def _printed(self, place: int) -> PrintPlace | None:
        """Where a word of the book is printed."""
        for index in self._pages_near(place):
            if (box := self._page(index).box_of(place)) is not None:
                return PrintPlace(index + 1, *box.middle)
        return None

    def _page(self, index: int) -> _KnownPage:
        if index not in self._known:
            printed = self._read(index)
            places = self._texts.words.align(printed.words, self._begun(index))
            words = {place: word for word, place in enumerate(places) if place is not None}
            block_at = self._texts.text.block_at
            text = {word for place, word in words.items() if block_at(place).section}
            self._known[index] = _KnownPage(printed, places, words, text)
        return self._known[index]

    def _pages_near(self, place: int) -> Iterator[int]:
        """The pages that may have a word, the likeliest first: in front, if it is in no text."""
        is_text = self._texts.text.block_at(place).section
        expected = self._expected(self._texts.called_at(place)) if is_text else 0
        yield from sorted(range(self.pages), key=lambda page: abs(page - expected))[:_FARTHEST]

    def _begun(self, index: int) -> int | None:
        """Where the first section begins that begins on a page, or the last one before it."""
        pages = [page for _, page in self._section_starts if page <= index]
        if not pages:
            return None
        return next(place for place, page in self._section_starts if page == max(pages))

    def _expected(self, place: int) -> float:
        """About where a word is, by its share of the words between two sections."""
        index = bisect_right(self._section_starts, (place, self.pages))
        first, page = self._section_starts[index - 1] if index else (0, 0)
        end = (len(self._texts.text.words), self.pages - 1)
        last, last_page = self._section_starts[index] if index < len(self._section_starts) else end
        # The lists come after the text in the words of a book, and before it on its pages.
        return page + max(last_page - page, 0) * (place - first) / max(last - first, 1)
