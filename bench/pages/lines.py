"""The lines of a page, each of one block, with the gaps between their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.pages.blocks import Block
from bench.pages.glyphs import Glyph, Sheet

_SAME = 0.35  # points by which letters of one line may be higher or lower
_LIKE = 0.15  # of the size by which those differ that are not raised, lowered or dropped
_RAISED = 0.6  # of the size by which letters of one line may be raised
HYPHENS = "-\u2010\u00ad"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is printed; `holes` are the edges of the spaces between its words.

    `letters_right` is where it ends without the punctuation that may hang in the margin; `font` and
    `size` are those of most of its letters.
    """

    page: int
    block: Block
    baseline: float
    left: float
    right: float
    letters_right: float
    text: str
    holes: tuple[tuple[float, float], ...]
    first_word: float
    font: str
    size: float

    @property
    def gaps(self) -> tuple[float, ...]:
        """The widths of the spaces between its words."""
        return tuple(after - before for before, after in self.holes)

    @property
    def is_divided(self) -> bool:
        """Whether it ends in a hyphen."""
        return self.text.endswith(tuple(HYPHENS))


def lines_of(page: int, sheet: Sheet, blocks: Mapping[tuple[int, int], Block]) -> list[Line]:
    """The lines of a page in the order of the text, without running head and folio."""
    groups = defaultdict[Block, list[Glyph]](list)
    for glyph in sheet.glyphs:
        if (block := blocks.get((page, glyph.mcid))) is not None:
            groups[block].append(glyph)
    rows = ((block, row) for block, glyphs in groups.items() for row in rows_of(glyphs))
    return [_line(page, block, row) for block, row in rows]


def rows_of(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The letters of each line of a block; raised and lowered ones go to the nearest."""
    solid = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not solid:
        return
    size = Counter(round(glyph.size, 1) for glyph in solid).most_common(1)[0][0]
    plain = [glyph.baseline for glyph in solid if abs(glyph.size - size) < _LIKE * size]
    others = [
        glyph.baseline
        for glyph in solid
        if min(abs(glyph.baseline - at) for at in plain) > _RAISED * size
    ]
    baselines = list(_apart([*plain, *others]))
    rows = defaultdict[float, list[Glyph]](list)
    for glyph in glyphs:
        rows[min(baselines, key=lambda at: abs(at - glyph.baseline))].append(glyph)
    yield from (rows[at] for at in baselines if any(not each.text.isspace() for each in rows[at]))


def _apart(baselines: Iterable[float]) -> Iterator[float]:
    """Each height once, from the head."""
    last = float("-inf")
    for baseline in sorted(baselines):
        if baseline - last > _SAME:
            yield (last := baseline)


def _line(page: int, block: Block, row: Sequence[Glyph]) -> Line:
    row = sorted(row, key=lambda glyph: glyph.left)
    solid = [glyph for glyph in row if not glyph.text.isspace()]
    fonts = Counter((each.font, round(each.size, 2)) for each in solid)
    (font, size), _ = fonts.most_common(1)[0]
    baseline = Counter(each.baseline for each in solid).most_common(1)[0][0]
    holes = tuple(_holes(row))
    return Line(
        page=page,
        block=block,
        baseline=baseline,
        left=solid[0].left,
        right=max(glyph.right for glyph in solid),
        letters_right=max((each.right for each in solid if each.text.isalnum()), default=0),
        text="".join(glyph.text for glyph in row).strip(),
        holes=holes,
        first_word=(holes[0][0] if holes else solid[-1].right) - solid[0].left,
        font=font,
        size=size,
    )


def _holes(row: Sequence[Glyph]) -> Iterator[tuple[float, float]]:
    """The edges of each gap between words."""
    end, is_apart = None, False
    for glyph in row:
        if glyph.text.isspace():
            is_apart = True
            continue
        if end is not None and is_apart:
            yield end, glyph.left
        end, is_apart = max(glyph.right, end or glyph.right), False
