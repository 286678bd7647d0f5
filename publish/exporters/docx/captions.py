"""Captions whose numbers live: the count by a field SEQ, the number of the chapter by STYLEREF.

As with headings, Word's count is played through; where the book has another number, the field
begins again at it (`\\r`), and a number that is no count is typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publish.exporters.docx.names import Bookmarks
from publish.exporters.docx.wordml import bookmark_end, bookmark_start, field, run
from publish.model.book import Book
from publish.model.caption import Caption
from publish.model.roles import OPENING_RANKS
from publish.model.section import Section

NUMBER = "-number"  # the bookmark of the number alone is that of the element and this


class CaptionCounts:
    """The counts of captions as Word has them, in the order of the text."""

    def __init__(self, book: Book, bookmarks: Bookmarks, live: Mapping[str, object]) -> None:
        self._captions = {caption.id: caption for caption in book.captions}
        self._numbering, self._bookmarks, self._live = book.numbering, bookmarks, live
        self._counts: dict[tuple[str, int], int] = {}
        self._chapter: Section | None = None

    def begin(self, section: Section) -> None:
        """Note that a heading follows, which begins counts of its level anew."""
        if section.rank in OPENING_RANKS or section.level == 1:
            self._chapter = section
        for key in [key for key in self._counts if key[1] == section.level]:
            del self._counts[key]

    def label(self, identifier: str) -> str | None:
        """The markup of a label with its bookmarks; None for an element without a number."""
        caption = self._captions.get(identifier)
        if caption is None:
            return None
        before, _, after = caption.label.partition(caption.number)
        whole, inner = self._bookmarks.number(), self._bookmarks.number()
        name = self._bookmarks.name(identifier)
        number = self._bookmarks.name(identifier + NUMBER)
        return "".join(
            (
                bookmark_start(name, whole),
                run(before) if before else "",
                bookmark_start(number, inner),
                *self._number(caption),
                bookmark_end(inner),
                run(after) if after else "",
                bookmark_end(whole),
            )
        )

    def _number(self, caption: Caption) -> Iterator[str]:
        scheme = self._numbering.caption_scheme(caption.kind.name)
        prefix, _, last = caption.number.rpartition(".")
        if not last.isdecimal() or (prefix and not scheme.by_chapter):
            yield run(caption.number)
            return
        chapter = self._chapter if prefix else None
        if prefix and (chapter is None or chapter.number != prefix):
            yield run(caption.number)
            return
        if prefix and chapter:
            is_live = chapter.id in self._live
            yield field(f"STYLEREF {chapter.level} \\s", run(prefix)) if is_live else run(prefix)
            yield run(".")
        yield field(self._sequence(caption, int(last), chapter), run(last))

    def _sequence(self, caption: Caption, wanted: int, chapter: Section | None) -> str:
        counter = self._numbering.caption_counter(caption.kind).capitalize()
        level = chapter.level if chapter else 0
        count = self._counts.get((counter, level), 0) + 1
        self._counts[counter, level] = wanted
        switch = f" \\s {level}" if level else ""
        if count != wanted or (level and count == 1):
            switch += f" \\r {wanted}"  # not every program begins anew at a heading by `\\s`
        return f"SEQ {counter} \\* ARABIC{switch}"
