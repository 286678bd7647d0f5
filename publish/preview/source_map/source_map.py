"""From the words of a book to the lines of its manuscript, and back.

A map is made from the words that a build left, and read when somebody clicks: the words at the
place that was clicked are found in those of the book, and the block that these are in is compared
with its lines. So no product and no key of a cache has the number of a line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from publish.preview.source_map.alignment import Aligner, nearest_known
from publish.preview.source_map.blocks import Block, Source
from publish.preview.source_map.book_text import BookText
from publish.preview.source_map.source_file import SourceFile

_CALL, _NOTE = "call-", "note-"  # what the identifiers of calls and notes begin with
_EARLIER = 3  # lines on which blocks begin that may go on beyond the last of them
_FEW = 6  # words that need not be in the lines of their block, such as a number

ReadText = Callable[[str], str]  # the text of a file of the book, by its name


class SourceMap:
    """The map of the words of an edition; everything in it is computed when it is needed."""

    def __init__(self, text: BookText, read: ReadText) -> None:
        self.text = text
        self.words = Aligner(text.words)
        self._read = read
        self._files: dict[str, SourceFile] = {}
        self._lines: dict[int, list[int]] = {}  # of the words of a block, by its start

    def source_of(self, place: int) -> Source:
        """The file and the line of a word."""
        block = self.text.block_at(place)
        line = self._lines_of(block)[min(place, block.stop - 1) - block.start]
        return Source(block.source.file, line)

    def same_words(self, places: Sequence[int], other: SourceMap) -> dict[int, int]:
        """The places of words of another version of the book, as far as they are known here.

        A section is compared with the same one, or with the whole book where it is gone.
        """
        found: dict[int, int] = {}
        for section in dict.fromkeys(other.text.block_at(place).section for place in places):
            start, stop = other._spans[section]
            own = self._spans.get(section, (0, len(self.text.words)))
            same = self.words.align(other.text.words[start:stop], None, *own)
            found |= {at: place for at, place in enumerate(same, start) if place is not None}
        return {place: found[place] for place in places if place in found}

    @cached_property
    def _spans(self) -> dict[str, tuple[int, int]]:
        """Where the words of each section begin and end."""
        spans: dict[str, tuple[int, int]] = {}
        for block in self.text.blocks:
            start, _ = spans.get(block.section, (block.start, 0))
            spans[block.section] = start, block.stop
        return spans

    def called_at(self, place: int) -> int:
        """The block of the call, for a word of a note; the word itself for all others."""
        index = bisect_right(self._notes, (place, ""))
        start, name = self._notes[index - 1] if index else (0, "")
        call = self.text.anchors.get(f"{_CALL}{name}")
        same = self.text.block_at(start).section == self.text.block_at(place).section
        return place if call is None or not same else call

    @cached_property
    def _notes(self) -> list[tuple[int, str]]:
        """Where each note begins, with its name: notes are the last blocks of a section."""
        return sorted(
            (place, anchor.removeprefix(_NOTE))
            for anchor, place in self.text.anchors.items()
            if anchor.startswith(_NOTE)
        )

    def places_of(self, source: Source) -> Iterator[int]:
        """The first word on a line or after it, in each block that may have that line.

        Those on the line itself come first: a listing may show a part of what another shows.
        """
        lines = self._first_lines.get(source.file, [])
        index = bisect_right(lines, source.line)
        begun = reversed(lines[max(index - _EARLIER, 0) : index])
        blocks = (each for line in begun for each in self._blocks_by_line[source.file][line])
        places = [self._first_at(each, source.line) for each in blocks]
        yield from sorted(places, key=lambda place: self.source_of(place) != source)

    @cached_property
    def _blocks_by_line(self) -> dict[str, dict[int, list[Block]]]:
        found = defaultdict[str, dict[int, list[Block]]](lambda: defaultdict(list))
        for block in self.text.blocks:
            found[block.source.file][block.source.line].append(block)
        return found

    @cached_property
    def _first_lines(self) -> dict[str, list[int]]:
        """The lines on which blocks begin, by file."""
        return {file: sorted(lines) for file, lines in self._blocks_by_line.items()}

    def _first_at(self, block: Block, line: int) -> int:
        """The first word of a block on a line or after it, or the word after the block."""
        lines = self._lines_of(block)
        later = (block.start + index for index, each in enumerate(lines) if each >= line)
        found = block.start + lines.index(line) if line in lines else next(later, block.stop)
        same_file = self.text.block_at(found).source.file == block.source.file
        return found if same_file else block.stop - 1

    def _lines_of(self, block: Block) -> list[int]:
        if block.start not in self._lines:
            self._lines[block.start] = self._compare(block)
        return self._lines[block.start]

    def _compare(self, block: Block) -> list[int]:
        """The lines of the words of a block: up to the next block, or what is farther away."""
        file = self._file(block.source.file)
        words = self.text.words[block.start : block.stop]
        start, end = file.start_of(block.source.line), file.count
        stop = file.start_of(self._line_after(block)) if self._line_after(block) else end
        found = file.words.align(words, start, start, stop)
        if found.count(None) > max(
            len(found) / 3, _FEW
        ):  # as of code of which another part is shown
            found = min(found, file.words.align(words, start, start), key=_unknown)
        known = (nearest_known(found, at) for at in range(len(words)))
        return [block.source.line if at is None else file.line_of(at) for at in known]

    def _line_after(self, block: Block) -> int:
        """The line on which the next block begins in the same file; 0 for none."""
        lines = self._first_lines[block.source.file]
        return next(iter(lines[bisect_right(lines, block.source.line) :]), 0)

    def _file(self, name: str) -> SourceFile:
        if name not in self._files:
            self._files[name] = SourceFile(self._read(name))
        return self._files[name]


def _unknown(places: Sequence[int | None]) -> int:
    return places.count(None)
