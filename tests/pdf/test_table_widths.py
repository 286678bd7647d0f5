"""Columns of a table that fills the measure have widths in which its rows take few lines."""

from __future__ import annotations

import pytest

from publish.outputs.pdf.layout.engine.table_widths import Cell, share

_WORD, _PADDING = 40.0, 8.0


def _cells(*texts: float) -> list[Cell | None]:
    """Cells whose texts are so wide in one line."""
    return [Cell(_PADDING + min(text, _WORD), _PADDING + text, _PADDING) for text in texts]


@pytest.mark.parametrize(
    ("columns", "room", "unbroken"),
    [
        ([_cells(20, 25), _cells(90, 80), _cells(900, 100)], 400, {0, 1}),
        ([_cells(60, 60, 60), _cells(500, 90, 120)], 250, {0}),
        ([_cells(300), _cells(70), _cells(70), _cells(280)], 500, {1, 2}),
        ([_cells(100, 20, 20), _cells(30, 250, 240)], 330, {1}),  # a head turns over before rows
    ],
)
def test_short_cells_are_not_broken_beside_long_ones(
    columns: list[list[Cell | None]], room: float, unbroken: set[int]
) -> None:
    least = [max(cell.least for cell in column if cell) for column in columns]
    widths = share(room, columns, least)
    assert sum(widths) == pytest.approx(room)
    whole = [max(cell.whole for cell in column if cell) for column in columns]
    fits = {n for n, width in enumerate(widths) if width >= whole[n] - 0.01}
    assert fits == unbroken
    assert all(width >= each for width, each in zip(widths, least, strict=True))


def test_cells_that_span_columns_leave_the_others_their_room() -> None:
    column = [None, *_cells(50)]
    assert share(200, [column, [None, *_cells(800)]], [70, 48]) == pytest.approx([70, 130])


def test_a_column_of_long_cells_becomes_narrower_at_once() -> None:
    rules = [Cell(least, whole, 8) for least, whole in ((31, 31), (61, 61), (41, 41), (41, 68))]
    limits = [
        Cell(least, whole, 16) for least, whole in ((43, 43), (76, 156), (49, 111), (57, 212))
    ]
    words = [Cell(67, whole, 8) for whole in (99, 306, 228, 309)]
    rule, limit, _ = share(412, [rules, limits, words], [61, 76, 67])
    assert rule >= 68
    assert limit >= 111


def test_a_name_is_not_divided_to_save_a_line_of_prose() -> None:
    """A name may be divided at its hyphen, as `file-bytes` is."""
    prose = [Cell(60, whole, 8) for whole in (260, 290, 240)]

    def width_of_names(is_word: bool) -> float:
        names = [Cell(least, whole, 8, is_word) for least, whole in ((40, 70), (45, 85), (30, 30))]
        return share(320, [names, prose], [45, 60])[0]

    assert width_of_names(False) < 85 <= width_of_names(True)
