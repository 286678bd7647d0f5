"""Widths of the columns of tables, by their words, for programs that do not fit them themselves.

A column has room for its longest word, and for its longest cell where all columns have that room.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.exporters.docx.wordml import w

_MEASURE = 9026  # twips, between the margins
_CHARACTER = 155  # twips, of a character of the text in its usual size
_MARGINS = 280  # twips, in a cell
_WIDE = 0x2E80  # from here on, characters are as wide as two


def set_widths(body: etree._Element) -> None:
    """Set the widths of the tables that have none."""
    for table in body.iter(w("tbl")):
        width = table.find(f"{w('tblPr')}/{w('tblW')}")
        columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
        if width is None or width.get(w("type")) != "auto" or not columns:
            continue
        for column, room in zip(columns, _widths(table, len(columns)), strict=True):
            column.set(w("w"), str(room))


def _widths(table: etree._Element, count: int) -> list[int]:
    least, most = [0] * count, [0] * count
    for row in table.findall(w("tr")):
        for i, cell in _cells(row):
            if i < count:
                lines = ["".join(t.text or "" for t in p.iter(w("t"))) for p in cell.iter(w("p"))]
                most[i] = max(most[i], *map(_width, lines), 0)
                words = [word for line in lines for word in line.split()]
                least[i] = max(least[i], *map(_width, words), 0)
    room = _MEASURE - count * _MARGINS
    wanted, needed = sum(most), sum(least)
    if wanted <= room:
        return [each + _MARGINS for each in most]
    if needed >= room:
        return [each * room // needed + _MARGINS for each in least]
    spare, missing = room - needed, wanted - needed
    return [
        low + (high - low) * spare // missing + _MARGINS
        for low, high in zip(least, most, strict=True)
    ]


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The cells of one column with their columns; those that span several set no width."""
    at = 0
    for cell in row.findall(w("tc")):
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        width = int(span.get(w("val"), "1")) if span is not None else 1
        if width == 1:
            yield at, cell
        at += width


def _width(text: str) -> int:
    return sum(2 if ord(character) >= _WIDE else 1 for character in text) * _CHARACTER
