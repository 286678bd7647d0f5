"""Tables whose cells are lists or values, as grid tables of pandoc, which may hold any blocks."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence

_ROW = re.compile(r"[*-][ ]+(?P<cell>[*-](?:[ ].*)?)$")
_CELL = re.compile(r"[ ]{2,3}[*-](?:[ ](?P<text>.*))?$")


def list_rows(content: str) -> list[list[str]]:
    """The rows of a list of lists."""
    rows: list[list[list[str]]] = []
    for line in content.split("\n"):
        if match := _ROW.match(line):
            rows.append([[match["cell"][2:]]])
        elif rows and (match := _CELL.match(line)):
            rows[-1].append([match["text"] or ""])
        elif rows:
            rows[-1][-1].append(line[4:] if not line[:4].strip() else line.strip())
    return [["\n".join(cell).strip() for cell in row] for row in rows]


def csv_rows(content: str, header: str = "", delimiter: str = ",") -> list[list[str]]:
    """The rows of values with commas; `header` is one more such row."""
    lines = [*([header] if header else []), *content.splitlines()]
    rows = csv.reader(filter(str.strip, lines), delimiter=delimiter, skipinitialspace=True)
    return [[cell.strip() for cell in row] for row in rows]


def grid_table(rows: Sequence[Sequence[str]], heads: int, caption: str, name: str) -> str:
    """The table with that number of head rows."""
    count = max(map(len, rows), default=0)
    cells = [[cell.split("\n") for cell in (*row, *[""] * (count - len(row)))] for row in rows]
    widths = [
        2 + max(_width(line) for row in cells for line in row[column]) for column in range(count)
    ]
    lines = [_rule(widths, "-")]
    for number, row in enumerate(cells, start=1):
        height = max(map(len, row))
        for at in range(height):
            texts = [cell[at] if at < len(cell) else "" for cell in row]
            padded = (
                f" {_padded(text, width - 1)}" for text, width in zip(texts, widths, strict=True)
            )
            lines.append(f"|{'|'.join(padded)}|")
        lines.append(_rule(widths, "=" if number == heads else "-"))
    braces = f" {{#{name}}}" if name else ""
    if caption or name:
        lines += ["", f": {caption or ' '}{braces}"]
    return "\n".join(lines)


def _rule(widths: Sequence[int], mark: str) -> str:
    return f"+{'+'.join(mark * width for width in widths)}+"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
