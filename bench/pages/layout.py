"""A book as it is laid out: its pages and paragraphs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from bench.pages.blocks import Blocks, read_blocks
from bench.pages.glyphs import Sheet, read_sheets
from bench.pages.lines import Line, lines_of
from bench.pages.setting import Setting, find_setting
from bench.pages.untagged import find_paragraphs

_READING = 0.6  # of the size of the text: readings above words are smaller, and no line
_ENDS = tuple(".:;!?”’)…")

Paragraph = Sequence[Line]


@dataclass(frozen=True)
class Page:
    """A page (from 0): its lines from the head, without those of pictures, and what is drawn.

    `first` is the baseline of the first of them, or of the head of a table that is repeated there.
    """

    number: int
    first: float
    lines: Sequence[Line]
    texts: Sequence[Line]
    has_figure: bool
    drawn_foot: float
    is_blank: bool

    @property
    def is_recto(self) -> bool:
        """Whether it is a right-hand page."""
        return self.number % 2 == 0

    @cached_property
    def notes(self) -> Sequence[Line]:
        """The lines of notes."""
        return [line for line in self.lines if line.block.is_note]


@dataclass(frozen=True)
class Layout:
    """All pages of a book, and the paragraphs of its text in full."""

    setting: Setting
    pages: Sequence[Page]

    @cached_property
    def paragraphs(self) -> Sequence[Paragraph]:
        """Those of the body with more than one line."""
        lines = defaultdict[int, list[Line]](list)
        for page in self.pages:
            for line in page.texts:
                lines[line.block.number].append(line)
        parts = (part for block in lines.values() for part in _split(block, self.setting))
        return [part for part in parts if len(part) > 1]

    def goes_on(self, page: Page) -> bool:
        """Whether the chapter of a page goes on overleaf."""
        after = self.pages[page.number + 1 : page.number + 2]
        if not page.lines or not after or not after[0].lines:
            return False
        return page.lines[-1].block.piece == after[0].lines[0].block.piece


def read_layout(path: Path) -> Layout:
    """The layout of a finished file."""
    sheets, blocks = read_sheets(path), read_blocks(path)
    if not blocks:
        sheets, blocks = find_paragraphs(sheets)
    lines = [lines_of(number, sheet, blocks) for number, sheet in enumerate(sheets)]
    setting = find_setting(sheets, lines)
    texts = _text_blocks(setting, chain.from_iterable(lines))
    pages = [
        _page(number, sheet, lines[number], blocks, texts, setting)
        for number, sheet in enumerate(sheets)
    ]
    return Layout(setting, pages)


def _text_blocks(setting: Setting, lines: Iterable[Line]) -> set[int]:
    """The blocks in the face and size of the text, in which a line may be mostly code."""
    votes = Counter[int]()
    for line in lines:
        votes[line.block.number] += 1 if setting.is_text(line) else -1
    return {number for number, vote in votes.items() if vote > 0}


def _split(block: Sequence[Line], setting: Setting) -> Iterator[list[Line]]:
    """The paragraphs of a block: an item of a list may have several, without tags of their own."""
    part: list[Line] = []
    for line in block:
        part.append(line)
        ends = line.text.endswith(_ENDS) and not setting.is_full(line)
        if ends and line.block.role != "P":
            yield part
            part = []
    if part:
        yield part


def _page(
    number: int,
    sheet: Sheet,
    lines: Sequence[Line],
    blocks: Blocks,
    texts: Container[int],
    setting: Setting,
) -> Page:
    drawn = [(blocks.get((number, mcid)), foot) for mcid, foot in sheet.drawn]
    shown = (line for line in lines if not line.block.is_figure)
    ordered = sorted(shown, key=lambda line: line.baseline)
    above = setting.head - setting.leading  # the running head is higher
    repeated = (
        glyph.baseline
        for glyph in sheet.glyphs
        if (number, glyph.mcid) not in blocks and glyph.baseline > above
    )
    firsts = (line.baseline for line in ordered if line.size > _READING * setting.size)
    return Page(
        number=number,
        first=min([*repeated, *firsts], default=0),
        lines=ordered,
        texts=[line for line in ordered if line.block.number in texts],
        has_figure=any(block is not None and block.is_figure for block, _ in drawn),
        drawn_foot=max((foot for block, foot in drawn if block is not None), default=0),
        is_blank=not lines and not drawn,
    )
