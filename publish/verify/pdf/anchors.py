"""On which page each section, captioned thing and anchor of the book is found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.structure_tree import joined
from publish.verify.words import bare


class Whereabouts:
    """Finds things by their own words on the pages, and only bare anchors by their names."""

    def __init__(self, finished: Finished) -> None:
        self._finished = finished
        self._read: dict[int, str] = {}

    def page(self, anchor: str) -> int | None:
        """The page (index from 0) on which something begins; None where it is not found."""
        if anchor in self._finished.sections:
            place = self._finished.places.get(anchor)
            return place.page if place else None
        if anchor in self._captioned:
            return self._captioned[anchor]
        named = self._finished.destinations.named(anchor)
        return named.page if named else None

    @cached_property
    def _captioned(self) -> dict[str, int]:
        """Where the figure, table or listing of each caption begins, by its id."""
        begins = dict(self._captions())
        found: dict[str, int] = {}
        for caption in self._finished.book.captions:
            words = bare(f"{caption.label}{caption.separator}{caption.title}")
            page = next((page for text, page in begins.items() if text.startswith(words)), None)
            if page is not None:
                found[caption.id] = page
        return found

    def _captions(self) -> Iterator[tuple[str, int]]:
        for node in self._finished.nodes:
            for caption in (kid for kid in node.nodes() if kid.role == "Caption"):
                if (first := next(node.marks(), None)) is not None:
                    yield bare(joined(caption.marks())), first.page

    def text(self, page: int) -> str:
        """The bare signs of a page, and those of the next, on which a word may end."""
        return self._bare(page) + self._bare(page + 1)

    def _bare(self, page: int) -> str:
        if page not in self._read:
            self._read[page] = bare("".join(self._texts.get(page, ())))
        return self._read[page]

    @cached_property
    def _texts(self) -> dict[int, list[str]]:
        texts: dict[int, list[str]] = {}
        for mark in self._finished.tree.marks():
            if mark.passage is not None:
                texts.setdefault(mark.page, []).append(mark.passage.text)
        return texts
