"""What each text of a PDF belongs to, by its structure tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.structure_tree import StructureElement

# What is in a line of the block around it.
_INLINE = frozenset(
    "Annot BibEntry Code Em Form Formula Link NonStruct Quote RB RP RT Reference Ruby Span Strong "
    "Sub WP WT Warichu Figure".split()
)
_GROUPS = frozenset({"Root", "Document", "Part"})
_SECTIONS = frozenset({"Art", "Index", "Part", "Sect"})


class Block(NamedTuple):
    """A paragraph, heading, cell or the like, by its number in reading order.

    `section` is the id of its section, "" for what the theme generates; `piece` is the number of
    the chapter or the like that it is in, `table` that of its table (0: in none).
    """

    number: int
    role: str
    section: str
    piece: int = 0
    table: int = 0
    is_note: bool = False
    is_figure: bool = False
    is_formula: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a section."""
        return self.role in {"Title", *(f"H{rank}" for rank in range(1, 7))}


Blocks = dict[tuple[int, int], Block]  # by page (from 0) and MCID


def read_blocks(finished: FinishedPdf) -> Blocks:
    """The block of each text of a file."""
    names = {id(element): name for name, element in finished.section_elements.items()}
    return dict(_Tree(names).walk(finished.tree, Block(0, "", ""), is_group=True))


class _Tree:
    """A walk through the tree, which numbers its elements in reading order."""

    def __init__(self, sections: dict[int, str]) -> None:
        self._sections = sections
        self._count = 0

    def walk(
        self, element: StructureElement, around: Block, *, is_group: bool
    ) -> Iterator[tuple[tuple[int, int], Block]]:
        """The texts in an element, in the order of the tree."""
        block, is_group = self._block(element, around, is_group=is_group)
        for kid in element.kids:
            if isinstance(kid, StructureElement):
                yield from self.walk(kid, block, is_group=is_group)
            else:
                yield (kid.page, kid.mcid), block

    def _block(
        self, element: StructureElement, around: Block, *, is_group: bool
    ) -> tuple[Block, bool]:
        """The block of an element in another, and whether pieces are directly in it."""
        self._count += 1
        role = element.role
        figure = around.is_figure or role == "Figure"
        formula = around.is_formula or role == "Formula"
        if role in _INLINE:
            return around._replace(is_figure=figure, is_formula=formula), False
        section = self._sections.get(id(element), around.section)
        is_piece = is_group and role in _SECTIONS
        block = Block(
            number=self._count,
            role=role,
            section=section,
            piece=self._count if is_piece else around.piece,
            table=self._count if role == "Table" else around.table,
            is_note=around.is_note or role in ("Note", "FENote"),
            is_figure=figure,
            is_formula=formula,
        )
        return block, is_group and role in _GROUPS
