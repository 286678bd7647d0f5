"""The paragraphs of a file without tags that has nothing but paragraphs with an indent.

Such a file may be without spaces too, as those of TeX are; then they are where a gap is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bench.pages.blocks import Block, Blocks
from bench.pages.glyphs import Glyph, Sheet
from bench.pages.lines import rows_of

_INDENT = 0.5  # em by which a first line begins later, at the least
_GAP = 0.1  # em between words, at the least

Row = tuple[int, Sequence[Glyph]]  # with its page


def find_paragraphs(sheets: Sequence[Sheet]) -> tuple[list[Sheet], Blocks]:
    """The pages with the number of its paragraph as the MCID of each letter, and these."""
    rows = [
        (page, list(_spaced(row)))
        for page, sheet in enumerate(sheets)
        for row in rows_of(sheet.glyphs)
    ]
    edges = [_left_edge(rows, is_verso) for is_verso in (0, 1)]
    pages: list[list[Glyph]] = [[] for _ in sheets]
    blocks: Blocks = {}
    number = 0
    for page, row in rows:
        first = row[0]
        number += first.left > edges[page % 2] + _INDENT * first.size
        pages[page] += (glyph._replace(mcid=number) for glyph in row)
        blocks[page, number] = Block(number, "P", 1)
    return [Sheet(glyphs, []) for glyphs in pages], blocks


def _spaced(row: Sequence[Glyph]) -> Iterator[Glyph]:
    """The letters of a line from left to right, with a space in each gap between words."""
    letters = sorted((each for each in row if not each.text.isspace()), key=lambda each: each.left)
    yield letters[0]
    for before, letter in pairwise(letters):
        if letter.left - before.right > _GAP * letter.size:
            yield before._replace(text=" ", left=before.right, right=letter.left)
        yield letter


def _left_edge(rows: Sequence[Row], is_verso: int) -> float:
    """Where most lines begin on rectos or versos."""
    lefts = Counter(round(row[0].left, 1) for page, row in rows if page % 2 == is_verso)
    return lefts.most_common(1)[0][0] if lefts else 0
