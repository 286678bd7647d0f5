"""Which piece is laid out when, and with what room for its page numbers; without the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from publish.errors import LayoutError
from publish.outputs.pdf.document.pieces import Copy
from publish.outputs.pdf.exchange.object_file import Anchor, Piece
from publish.outputs.pdf.schedule.fixpoint import settle
from publish.outputs.pdf.schedule.pagination import Pagination

_X = "http://www.w3.org/1999/xhtml"
_SIGNS = 1700  # that a page is reckoned to hold
Pages = int | Callable[[str], int]


def copy(name: str, pages: int, *asks: str, front: bool = False, tells: bool = False) -> Copy:
    """A piece with as much text as so many pages are reckoned to hold; `tells`: in contents."""
    kind = ' class="folio"' if tells else ""
    numbers = "".join(f'<span{kind} data-page="{target}"/>' for target in asks)
    text = "x" * (pages * _SIGNS)
    root = f'<html xmlns="{_X}"><body><p id="{name}">{numbers}{text}</p></body></html>'
    return Copy(etree.fromstring(root), front, ())


class Layouts:
    """Lays out on as many pages as are told by name, or reckoned from what was filled in."""

    def __init__(self, pages: Mapping[str, Pages]) -> None:
        self._pages = pages
        self._documents: dict[Copy, str] = {}
        self.begun: list[str] = []

    def begin(self, copy: Copy, document: bytes) -> None:
        assert copy not in self._documents
        self._documents[copy] = document.decode()
        self.begun.append(next(iter(copy.offsets)))

    def take(self, copy: Copy) -> Piece:
        document = self._documents.pop(copy)
        name = next(iter(copy.offsets))
        found = self._pages[name]
        count = found if isinstance(found, int) else found(document)
        anchors = {name: Anchor(0, 0, 0, 0)}
        nothing: list[str] = []
        return Piece(
            list(range(count)),
            (432, 648),
            *(0, nothing, [], [], {}, [], [], anchors, nothing, [], []),
            *([], [], [], {}, [], []),
        )


def folio(settled: Pagination, name: str) -> str:
    return settled.pages.folio(settled.pages.anchor_pages[name])


def test_sure_pieces_come_first_the_longest_ahead_and_those_that_tell_numbers_last() -> None:
    contents = copy("contents", 1, "short", "long", front=True, tells=True)
    copies = [contents, copy("short", 2), copy("asking", 9, "late"), copy("long", 4)]
    copies += [copy("late", 88), copy("last", 1)]
    layouts = Layouts({"contents": 1, "short": 2, "asking": 9, "long": 4, "late": 88, "last": 1})
    settled = settle(copies, layouts)
    # “late” may begin on page 9 or on page 16: with one figure or two.
    assert layouts.begun == ["late", "long", "short", "last", "asking", "contents"]
    assert folio(settled, "late") == "17"


def test_a_number_that_needs_more_room_has_its_piece_laid_out_again() -> None:
    copies = [copy("asking", 20, "late"), copy("early", 5), copy("late", 1)]
    layouts = Layouts({"asking": 20, "early": 120, "late": 1})  # 115 more than is reckoned
    settled = settle(copies, layouts)
    assert layouts.begun == ["asking", "early", "late", "asking"]
    assert dict(copies[0].figures(settled.pages, {})) == {"late": "000"}
    assert folio(settled, "late") == "141"


def test_a_number_that_swings_keeps_the_wider_room() -> None:
    copies = [copy("asking", 3, "late"), copy("late", 1)]
    layouts = Layouts({"asking": lambda text: 4 if ">00<" in text else 12, "late": 1})
    settled = settle(copies, layouts)
    assert folio(settled, "late") == "5"
    assert len(settled.pieces[copies[0]].pages) == 4


def test_numbers_that_never_settle_are_an_error() -> None:
    contents = copy("contents", 1, "preface", front=True, tells=True)
    copies = [contents, copy("preface", 1, front=True), copy("text", 1)]
    turning = Layouts(
        {"contents": lambda text: 3 if ">iii<" in text else 1, "preface": 1, "text": 1}
    )
    with pytest.raises(LayoutError, match="do not settle"):
        settle(copies, turning)
