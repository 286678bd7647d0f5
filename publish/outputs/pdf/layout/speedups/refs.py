"""Cure `refs`: the references of pages, asked for once per structure element.

The original made a tuple of the references of all pages each time it was asked for one of them:
that is elements times pages, most of the writing of a long tagged book. Here a view makes the one
reference that is taken. The bytes are made by the same expression from the same list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import pydyf

from publish.outputs.pdf.layout.speedups.patch import Cure, Patch

_STEP = 3  # a page takes three places in the list of kids: number, generation, R


class PageReferences(Sequence[bytes]):
    """References of pages by index from 0, read off the page tree when they are taken."""

    def __init__(self, kids: Sequence[Any]) -> None:
        self._kids = kids

    def __len__(self) -> int:
        return -(-len(self._kids) // _STEP)

    @overload
    def __getitem__(self, index: int) -> bytes: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[bytes, ...]: ...

    def __getitem__(self, index: int | slice) -> bytes | tuple[bytes, ...]:
        if isinstance(index, slice):
            return tuple(map(_reference, self._kids[::_STEP][index]))
        if index < 0:
            index += len(self)
        if index < 0:
            raise IndexError("no such page")
        return _reference(self._kids[index * _STEP])


def _reference(number: int) -> bytes:
    return f"{number} 0 R".encode("ascii")


def page_references(self: Any) -> PageReferences:
    """The references of all pages, none of them made yet."""
    return PageReferences(self.pages["Kids"])


CURE = Cure(
    name="refs",
    patches=(Patch(pydyf.PDF, "page_references", property(page_references)),),
    digest="060bf90aad55931bc24c3575a52af9478a89916aa307e5323142663841cb7798",
)
