"""Why what begins a page is not on the page before, where there was room."""

from __future__ import annotations

from collections.abc import Iterator

from publish.proofing.facts import Area
from publish.proofing.reading.blocks import Block
from publish.proofing.reading.layout import Layout, Page

_KEPT = 3  # lines of a paragraph that is not divided: two would have to stand on each side
_END = range(5, 7)  # lines of the last page of a chapter: hardly more than it should have at least
_TERM = "Lbl"  # the structure type of the term of a definition
_INTRODUCES = (":", "：")


def why_not_here(layout: Layout, page: Page) -> str:
    """Why what follows a page is not on it: the reason of its empty lines."""
    after = layout.next_page(page)
    if after is None or not after.blocks:
        return ""
    return _NextPage(layout, after).why(page)


class _NextPage:
    """What begins a page: perhaps a heading, then a block, which may introduce another."""

    def __init__(self, layout: Layout, page: Page) -> None:
        self._page, self._leading = page, layout.setting.leading
        self._ends = not layout.goes_on(page)
        self._blocks = list(dict.fromkeys(page.blocks))
        self._texts = [block for block in self._blocks if not block.is_heading]

    def why(self, before: Page) -> str:
        """Why it is not on the page before."""
        if not self._texts:
            return "a heading follows, which begins a page"
        first = self._texts[0]
        if before.blocks and first == before.blocks[-1]:
            return self._why_broken(first)
        if self._blocks[0].is_heading:
            return f"a heading follows, which stays with {self._below_heading()} below it"
        if self._introduces(first) and len(self._texts) > 1:
            return f"a line follows that introduces {self._what(self._texts[1])}"
        if first.role == _TERM and len(self._texts) > 1:
            return f"a term follows, which stays with {self._what(self._texts[1])} below it"
        if self._is_end(first):
            return self._kept_for_the_end()
        is_kept = first.table == 0 and self._count(first) <= _KEPT
        kept = ", which is not divided" if is_kept and not _is_drawn(first) else ""
        return f"{self._what(first)} follows{kept}"

    def _below_heading(self) -> str:
        """The first block, with the table or the like that a few lines of it stand before."""
        first, *others = self._texts
        leads = self._is_prose(first) and self._count(first) <= _KEPT
        if leads and others and not self._is_prose(others[0]):
            return f"{self._what(first)} and {self._what(others[0])}"
        return self._what(first)

    def _why_broken(self, block: Block) -> str:
        notes = {round(line.baseline) for line in self._page.lines if line.block.is_note}
        if notes:
            return f"its next line calls a note; the notes overleaf take {len(notes)} lines"
        if self._is_end(block):
            return self._kept_for_the_end()
        count = self._count(block)
        return f"the next {count} line{'s' if count != 1 else ''} of it stay together"

    def _is_end(self, first: Block) -> bool:
        """Whether a block is here for the last page of the chapter to have some lines."""
        is_text = self._is_prose(first) and not _is_drawn(first)
        return self._ends and is_text and self._lines in _END

    def _kept_for_the_end(self) -> str:
        return f"{self._lines} lines are kept for the last page of the chapter"

    @property
    def _lines(self) -> int:
        return len({round(line.baseline) for line in self._page.lines if not line.block.is_note})

    def _what(self, block: Block) -> str:
        """A block with its height on the page, in lines of the text."""
        edges = list(self._edges(block))
        if block.table:
            return f"a table {self._tall(edges)}" if edges else "a table on a page of its own"
        if _is_drawn(block):
            return f"a {'formula' if block.is_formula else 'picture'} {self._tall(edges)}"
        if edges and not self._is_prose(block):
            return f"a block {self._tall(edges)}"
        count = self._count(block)
        return f"a paragraph of {count} line{'s' if count != 1 else ''}"

    def _tall(self, edges: list[Area]) -> str:
        top, bottom = min(each.top for each in edges), max(each.bottom for each in edges)
        lines = max(round((bottom - top) / self._leading), 1)
        return f"{lines} line{'s' if lines > 1 else ''} high"

    def _is_prose(self, block: Block) -> bool:
        return not block.table and any(line.block == block for line in self._page.texts)

    def _introduces(self, block: Block) -> bool:
        lines = [line for line in self._page.lines if line.block == block]
        return bool(lines) and len(lines) <= _KEPT and lines[-1].text.endswith(_INTRODUCES)

    def _count(self, block: Block) -> int:
        return len({round(line.baseline) for line in self._page.lines if line.block == block})

    def _edges(self, block: Block) -> Iterator[Area]:
        """What each line and picture of a block, or of its table, covers."""
        for other, area in self._page.covered():
            if other.table == block.table if block.table else other == block:
                yield area


def _is_drawn(block: Block) -> bool:
    return block.is_figure or block.is_formula
