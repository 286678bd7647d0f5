"""The page of each section, captioned thing and anchor of the book."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.structure_tree import printed_text
from publish.verification.words import normalized


class AnchorPages:
    """Finds things by their own words on the pages, and only bare anchors by destination."""

    def __init__(self, finished: FinishedPdf) -> None:
        self._finished = finished
        self._normalized: dict[int, str] = {}

    def page(self, anchor: str) -> int | None:
        """The page (index from 0) on which something begins; None where it is not found."""
        if anchor in self._finished.sections:
            position = self._finished.section_positions.get(anchor)
            return position.page if position else None
        if anchor in self._captioned:
            return self._captioned[anchor]
        destination = self._finished.destinations.named(anchor)
        return destination.page if destination else None

    @cached_property
    def _captioned(self) -> dict[str, int]:
        """The page on which the figure, table or listing of each caption begins, by its id."""
        begins = dict(self._captions())
        order = {text: number for number, text in enumerate(begins)}
        texts = sorted(begins)
        pages: dict[str, int] = {}
        for caption in self._finished.book.captions:
            words = normalized(f"{caption.label}{caption.separator}{caption.title}")
            same = _beginning_with(words, texts)
            if (first := min(same, key=order.__getitem__, default=None)) is not None:
                pages[caption.id] = begins[first]
        return pages

    def _captions(self) -> Iterator[tuple[str, int]]:
        for element, caption in self._finished.captions:
            if (first := next(element.content(), None)) is not None:
                yield normalized(printed_text(caption.content())), first.page

    def text(self, page: int) -> str:
        """The normalized text of a page and the next, on which a word may end."""
        return self._page_text(page) + self._page_text(page + 1)

    def _page_text(self, page: int) -> str:
        if page not in self._normalized:
            self._normalized[page] = normalized("".join(self._texts.get(page, ())))
        return self._normalized[page]

    @cached_property
    def _texts(self) -> dict[int, list[str]]:
        texts: dict[int, list[str]] = {}
        for content in self._finished.tree.content():
            if content.passage is not None:
                texts.setdefault(content.page, []).append(content.passage.text)
        return texts


def _beginning_with(words: str, texts: Sequence[str]) -> Iterator[str]:
    """Of sorted texts, those that begin with some words."""
    index = bisect_left(texts, words)
    while index < len(texts) and texts[index].startswith(words):
        yield texts[index]
        index += 1
