"""A book as it is laid out: its pages, lines and paragraphs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from publish.context import Context
from publish.proofing.facts import Area
from publish.proofing.reading.blocks import Block, Blocks, read_blocks
from publish.proofing.reading.lines import Line, lines_of
from publish.proofing.reading.page_store import read_printed_pages
from publish.proofing.reading.printed_page import PrintedPage
from publish.proofing.reading.setting import Setting, find_setting
from publish.verification.pdf.finished import FinishedPdf

_ENDS = tuple(".:;!?”’)…")

Paragraph = Sequence[Line]


class Drawn(NamedTuple):
    """A picture or rule of a block, and what it covers."""

    block: Block
    area: Area


class Page(msgspec.Struct, frozen=True):
    """A page (from 0): its lines from the head, those of the text in full, and what is drawn.

    `blocks` are those of its text without notes, in reading order; turned ones have no lines.
    """

    number: int
    printed: PrintedPage
    lines: Sequence[Line]
    texts: Sequence[Line]
    drawn: Sequence[Drawn]
    blocks: Sequence[Block]

    def covered(self) -> Iterator[tuple[Block, Area]]:
        """What each line, picture and rule covers, with its block."""
        yield from ((line.block, line.area) for line in self.lines)
        yield from self.drawn

    @property
    def has_picture(self) -> bool:
        """Whether a picture is on it."""
        return any(each.block.is_figure for each in self.drawn)


class Layout:
    """All pages of a book, and the paragraphs of its text in full."""

    def __init__(self, finished: FinishedPdf, printed: Sequence[PrintedPage]) -> None:
        blocks = read_blocks(finished)
        lines = [lines_of(number, page, blocks) for number, page in enumerate(printed)]
        self.sides = finished.edition.sides.pages_per_leaf
        setting = find_setting(printed, lines, self.sides)
        self.setting = setting or Setting("", 1.0, 1.0, 1.0, ((0.0, 0.0),))
        texts = _text_blocks(self.setting, chain.from_iterable(lines))
        self._blocks_of = defaultdict[int, list[Block]](list)
        for (number, _), block in blocks.items():
            if not block.is_note:
                self._blocks_of[number].append(block)
        self.pages = [
            self._page(number, page, lines[number], blocks, texts, finished)
            for number, page in enumerate(printed)
        ]
        self.blocks = blocks

    def _page(
        self,
        number: int,
        printed: PrintedPage,
        lines: Sequence[Line],
        blocks: Blocks,
        texts: Set[int],
        finished: FinishedPdf,
    ) -> Page:
        drawn = (
            Drawn(block, Area(box[0], printed.height - box[3], box[2], printed.height - box[1]))
            for mcid, box in finished.pages[number].drawn.items()
            if (block := blocks.get((number, mcid))) is not None
        )
        shown = [line for line in lines if not line.block.is_figure]
        return Page(
            number=number,
            printed=printed,
            lines=shown,
            texts=[line for line in shown if line.block.number in texts],
            drawn=list(drawn),
            blocks=self._blocks_of[number],
        )

    @cached_property
    def paragraphs(self) -> Sequence[Paragraph]:
        """Those of the body with more than one line."""
        lines = defaultdict[int, list[Line]](list)
        for page in self.pages:
            for line in page.texts:
                lines[line.block.number].append(line)
        parts = (part for block in lines.values() for part in self._split(block))
        return [part for part in parts if len(part) > 1]

    def _split(self, block: Sequence[Line]) -> Iterator[list[Line]]:
        """The paragraphs of a block: an item of a list may have several, without tags of their
        own."""
        part: list[Line] = []
        for line in block:
            part.append(line)
            ends = line.text.endswith(_ENDS) and not self.setting.is_full(line)
            if ends and line.block.role != "P":
                yield part
                part = []
        if part:
            yield part

    @cached_property
    def justified(self) -> Sequence[Line]:
        """The lines that fill the measure, with gaps to fill it."""
        return [
            line
            for paragraph in self.paragraphs
            for line in paragraph[:-1]
            if line.gaps and self.setting.is_full(line)
        ]

    def next_page(self, page: Page) -> Page | None:
        """The page after one, if there is any."""
        return self.pages[page.number + 1] if page.number + 1 < len(self.pages) else None

    def goes_on(self, page: Page) -> bool:
        """Whether the chapter of a page goes on overleaf."""
        after = self.next_page(page)
        if after is None or not page.blocks or not after.blocks:
            return False
        return page.blocks[-1].piece == after.blocks[0].piece

    def divided(self) -> Iterator[list[list[Line]]]:
        """The lines of the paragraphs that go on overleaf, by page."""
        for paragraph in self.paragraphs:
            parts = [list(lines) for _, lines in groupby(paragraph, key=lambda line: line.page)]
            if len(parts) > 1:
                yield parts


def read_layout(path: Path, finished: FinishedPdf, context: Context) -> Layout:
    """The layout of the finished file at `path`, which was verified."""
    return Layout(finished, read_printed_pages(path, finished.pdf, context))


def _text_blocks(setting: Setting, lines: Iterable[Line]) -> Set[int]:
    """The blocks in the face and size of the text, in which a line may be mostly code."""
    votes = Counter[int]()
    for line in lines:
        votes[line.block.number] += 1 if setting.is_text(line) else -1
    return {number for number, vote in votes.items() if vote > 0}
