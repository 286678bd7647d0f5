"""Which piece is laid out when, and with how much room for its page numbers; without the engine."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from publish.errors import LayoutError
from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.exchange.object_file import Anchor, PieceHead
from publish.outputs.pdf.schedule.fixpoint import settle_page_numbers
from publish.outputs.pdf.schedule.pagination import Pagination

_X = "http://www.w3.org/1999/xhtml"
_CHARACTERS = 1700  # on a page, by estimate
Pages = int | Callable[[str], int]


def source(
    name: str, pages: int, *targets: str, front: bool = False, final: bool = False
) -> PieceSource:
    """A piece with text for so many pages, by estimate, and page numbers; `final`: in contents."""
    kind = ' class="folio"' if final else ""
    numbers = "".join(f'<span{kind} data-page="{target}"/>' for target in targets)
    text = "x" * (pages * _CHARACTERS)
    root = f'<html xmlns="{_X}"><body><p id="{name}">{numbers}{text}</p></body></html>'
    return PieceSource.of(etree.fromstring(root), front=front)


class Layouts:
    """Lays out on a number of pages given by name, or computed from the document."""

    def __init__(self, pages: Mapping[str, Pages]) -> None:
        self._pages = pages
        self._documents: dict[PieceSource, str] = {}
        self.submitted: list[str] = []

    def submit(self, source: PieceSource, document: bytes) -> None:
        assert source not in self._documents
        self._documents[source] = document.decode()
        self.submitted.append(next(iter(source.anchor_offsets)))

    def result(self, source: PieceSource) -> PieceHead:
        document = self._documents.pop(source)
        name = next(iter(source.anchor_offsets))
        pages = self._pages[name]
        count = pages if isinstance(pages, int) else pages(document)
        anchors = {name: Anchor(0, 0, 0, 0)}
        nothing: list[str] = []
        return PieceHead(
            list(range(count)),
            (432, 648),
            *(0, anchors, nothing, nothing, [], [], [], [], []),
            *({}, [], [], [], []),
        )


def folio(settled: Pagination, name: str) -> str:
    return settled.page_numbers.folio(settled.page_numbers.anchor_pages[name])


def test_certain_pieces_come_first_the_longest_ahead_and_final_numbers_last() -> None:
    contents = source("contents", 1, "short", "long", front=True, final=True)
    sources = [contents, source("short", 2), source("asking", 9, "late"), source("long", 4)]
    sources += [source("late", 88), source("last", 1)]
    layouts = Layouts({"contents": 1, "short": 2, "asking": 9, "long": 4, "late": 88, "last": 1})
    settled = settle_page_numbers(sources, layouts)
    # “late” may begin on page 9 or on page 16: with one digit or two.
    assert layouts.submitted == ["late", "long", "short", "last", "asking", "contents"]
    assert folio(settled, "late") == "17"


def test_a_number_that_needs_more_room_has_its_piece_laid_out_again() -> None:
    sources = [source("asking", 20, "late"), source("early", 5), source("late", 1)]
    layouts = Layouts({"asking": 20, "early": 120, "late": 1})  # 115 more than estimated
    settled = settle_page_numbers(sources, layouts)
    assert layouts.submitted == ["asking", "early", "late", "asking"]
    assert dict(sources[0].reserved_numbers(settled.page_numbers, {})) == {"late": "000"}
    assert folio(settled, "late") == "141"


def test_a_number_that_alternates_keeps_the_wider_room() -> None:
    sources = [source("asking", 3, "late"), source("late", 1)]
    layouts = Layouts({"asking": lambda text: 4 if ">00<" in text else 12, "late": 1})
    settled = settle_page_numbers(sources, layouts)
    assert folio(settled, "late") == "5"
    assert len(settled.pieces[sources[0]].pages) == 4


def test_numbers_that_never_settle_are_an_error() -> None:
    contents = source("contents", 1, "preface", front=True, final=True)
    sources = [contents, source("preface", 1, front=True), source("text", 1)]
    turning = Layouts(
        {"contents": lambda text: 3 if ">iii<" in text else 1, "preface": 1, "text": 1}
    )
    with pytest.raises(LayoutError, match="do not settle"):
        settle_page_numbers(sources, turning)


def test_the_trees_of_pieces_are_freed_at_once() -> None:
    sources = [source("Mill", 3), source("Weir", 2, "Mill")]
    kept = weakref.ref(sources[0])
    gc.disable()  # a build collects so seldom that a cycle would keep the trees to its end
    try:
        settled = settle_page_numbers(sources, Layouts({"Mill": 3, "Weir": 2}))
        assert settled.page_numbers.anchor_pages["Weir"] == 4
        del settled, sources
        assert kept() is None
    finally:
        gc.enable()
