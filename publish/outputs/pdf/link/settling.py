"""Lays the pieces of a book out until every page number in them is right.

A piece depends on the others only in how many figures the page numbers have that it refers to, and
contents and index in the numbers themselves. So pieces whose figures are sure come first, then the
others, and those that tell numbers last. Mostly each is laid out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from publish.errors import LayoutError
from publish.outputs.pdf.link.pagination import Pagination
from publish.outputs.pdf.objectfile import Piece
from publish.outputs.pdf.pieces import Copy

# Lays out documents: each comes back with its piece as soon as it is there.
LayOut = Callable[[Mapping[Copy, bytes]], Iterable[tuple[Copy, Piece]]]

_ROUNDS = 40
_PATIENCE = 20  # rounds after which a page number keeps the room that it once needed


def settle(copies: Sequence[Copy], lay_out: LayOut) -> Pagination:
    """All pieces, laid out with page numbers as wide as they are printed.

    Depends on the copies alone and not on what was laid out before, so that a book built anew and
    one built after a change have the same pages. Raises `LayoutError` when numbers do not settle.
    """
    pieces: dict[Copy, Piece] = {}
    texts: dict[Copy, bytes] = {}
    widest: dict[str, int] = {}
    for turn in range(_ROUNDS):
        pagination = Pagination(copies, pieces)
        wanted = {copy: _text(copy, pagination, widest) for copy in copies}
        stale = [copy for copy in copies if texts.get(copy) != wanted[copy]]
        if not stale:
            return pagination
        ready = _ready(stale, pagination)
        if turn >= _PATIENCE:
            # Two solutions take turns where a number grows because it is narrow: keep the wide one.
            _widen(widest, copies, pagination)
        jobs = {copy: wanted[copy] for copy in ready}
        pieces = pieces | dict(lay_out(jobs))
        texts |= jobs
    raise LayoutError("the page numbers of the book do not settle", hint="reword the last change")


def _text(copy: Copy, pagination: Pagination, widest: Mapping[str, int]) -> bytes:
    targets = [reference.target for reference in copy.references]
    return copy.filled(pagination.pages, pagination.digits(targets, widest))


def _ready(stale: Sequence[Copy], pagination: Pagination) -> list[Copy]:
    """Which of the pieces to lay out next: those that are sure, those of numbers last.

    Where none is sure, the first two of the book, which make the others surer; not one, since most
    machines can do two at a time.
    """
    plain = [copy for copy in stale if not copy.literal]
    sure = [copy for copy in plain if _is_sure(copy, pagination)]
    return sure or plain[:2] or list(stale)


def _is_sure(copy: Copy, pagination: Pagination) -> bool:
    return all(pagination.is_sure(reference.target) for reference in copy.references)


def _widen(widest: dict[str, int], copies: Sequence[Copy], pagination: Pagination) -> None:
    targets = [reference.target for copy in copies for reference in copy.references]
    widest |= pagination.digits(targets, widest)
