"""What each text of a tagged PDF belongs to, by its structure tree (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pikepdf

# What stands in a line of the block around it.
_INLINE = frozenset(
    "Annot BibEntry Code Em Form Formula Link NonStruct Quote RB RP RT Reference Ruby Span Strong "
    "Sub WP WT Warichu Figure".split()
)
_GROUPS = frozenset({"Document", "Part", "StructTreeRoot"})
_SECTIONS = frozenset({"Art", "Index", "Part", "Sect"})


class Block(NamedTuple):
    """A paragraph, heading, cell or the like.

    `piece` is the chapter or the like that it is in, and what opens a page; both are numbers.
    """

    number: int
    role: str
    piece: int
    is_note: bool = False
    is_figure: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a section."""
        return self.role in {"Title", *(f"H{rank}" for rank in range(1, 7))}


Blocks = dict[tuple[int, int], Block]  # by page (from 0) and MCID
_NOWHERE = Block(0, "", 0)


def read_blocks(path: Path) -> Blocks:
    """The block of each text of a file; none in a file without tags."""
    with pikepdf.open(path) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if root is None:
            return {}
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return dict(_Tree(pages).walk(root, _NOWHERE, 0, is_group=True))


class _Tree:
    """A walk through the tree, which numbers its elements in reading order."""

    def __init__(self, pages: dict[tuple[int, int], int]) -> None:
        self._pages = pages
        self._count = 0

    def walk(
        self, element: pikepdf.Object, around: Block, page: int, *, is_group: bool
    ) -> Iterator[tuple[tuple[int, int], Block]]:
        """The texts in an element, in the order of the tree."""
        page = self._page(element, page)
        block, is_group = self._block(element, around, is_group=is_group)
        for kid in _kids(element):
            if isinstance(kid, int):
                yield (page, kid), block
            elif "/MCID" in kid:
                yield (self._page(kid, page), int(kid.MCID)), block
            elif "/S" in kid:
                yield from self.walk(kid, block, page, is_group=is_group)

    def _page(self, item: pikepdf.Object, page: int) -> int:
        return self._pages[item.Pg.objgen] if "/Pg" in item else page

    def _block(
        self, element: pikepdf.Object, around: Block, *, is_group: bool
    ) -> tuple[Block, bool]:
        """The block of an element in another, and whether pieces are directly in it."""
        self._count += 1
        role = str(element.get("/S", "/StructTreeRoot"))[1:]
        is_figure = around.is_figure or role == "Figure"
        if role in _INLINE:
            return around._replace(is_figure=is_figure), False
        piece = self._count if is_group and role in _SECTIONS else around.piece
        is_note = around.is_note or role in ("Note", "FENote")
        is_group = is_group and role in _GROUPS
        return Block(self._count, role, piece, is_note, is_figure), is_group


def _kids(element: pikepdf.Object) -> Iterator[pikepdf.Object | int]:
    kids = element.get("/K")
    if kids is None:
        return
    yield from kids if isinstance(kids, pikepdf.Array) else [kids]
