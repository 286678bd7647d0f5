"""Parts of a product as they were read after its last build, loaded before there is a new file.

Each is found by its place in the file; whether it is right for a new file depends on its proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple, TypeVar

import msgspec

from publish.cache import Cache, Memo
from publish.verification.pdf.reader.object_bytes import Proof
from publish.verification.pdf.reader.page_entries import ReadEntries


class Product(NamedTuple):
    """Which product a file is: the folder of its book, and its edition."""

    book: str
    edition: str


class PageGroup(msgspec.Struct, array_like=True):
    """Pages, encoded, and their entries, None where they cannot be read; read from the page objects
    with these `numbers`, and all that they use."""

    numbers: list[int]
    proof: Proof | None
    entries: ReadEntries | None
    pages: bytes


class TreePart(msgspec.Struct, array_like=True):
    """A part of a structure tree, encoded: the `kid` of the document that it is, and what it was
    read from: objects, and the indices of pages."""

    kid: str
    proof: Proof | None
    pages: dict[str, int | None]
    tree: bytes


class _PartInputs(msgspec.Struct, frozen=True):
    """`number` is the place of a part among the others, from 0."""

    book: str
    edition: str
    number: int


_GROUPS = Memo("pdf-pages", _PartInputs, PageGroup)
_TREE = Memo("pdf-tree", _PartInputs, TreePart)
_Part = TypeVar("_Part")


class KnownParts:
    """What is known of a product, in the order of its last build; nothing without a cache."""

    def __init__(self, product: Product, cache: Cache) -> None:
        self._product, self._cache = product, cache
        self.groups = list(self._load(_GROUPS))
        self.tree = list(self._load(_TREE))

    def _load(self, memo: Memo[_PartInputs, _Part]) -> Iterator[_Part]:
        for number in count():
            part = memo.at(self._cache, _PartInputs(*self._product, number)).load()
            if part is None:
                return
            yield part

    @property
    def can_be_stored(self) -> bool:
        """Whether there is a cache."""
        return self._cache.folder is not None

    def store_group(self, number: int, group: PageGroup) -> None:
        """Store a group that was read."""
        _GROUPS.at(self._cache, _PartInputs(*self._product, number)).store(group)

    def store_part(self, number: int, part: TreePart) -> None:
        """Store a part of the tree that was read."""
        _TREE.at(self._cache, _PartInputs(*self._product, number)).store(part)
