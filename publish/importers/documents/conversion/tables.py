"""Tables as Markdown: with pipes, or as a list of lists where a cell has more than a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.words import indented
from publish.importers.documents.tree import Attributes, Node, parse_attributes

_ALIGNMENTS = {"AlignLeft": "l", "AlignRight": "r", "AlignCenter": "c", "AlignDefault": "l"}
_RULES = {"l": ":--", "r": "--:", "c": ":-:"}
_EMPTY = "\\ "  # a cell of a list without words
_MOST_HEAD_ROWS = 2  # of a table with pipes, without a block around it


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table row by row; a cell is its blocks, or `<` or `^` where it is part of another."""

    head: list[list[list[str]]]
    body: list[list[list[str]]]
    foot: list[list[list[str]]]
    alignment: str
    row_heads: bool

    @property
    def rows(self) -> Iterator[list[list[str]]]:
        yield from (*self.head, *self.body, *self.foot)

    @property
    def is_plain(self) -> bool:
        """Whether each cell is one line."""
        return all(
            len(cell) <= 1 and not any(_is_block(part) for part in cell)
            for row in self.rows
            for cell in row
        )


def table(node: Node, context: ConversionContext) -> list[str]:
    """A node `Table` as Markdown: the table, and its caption."""
    attribute_content, (_, caption_blocks), columns, head, bodies, foot = node["c"]
    own = parse_attributes(attribute_content)
    grid = _read(columns, head, bodies, foot, context)
    caption = " ".join(context.blocks(caption_blocks)).replace("\n", " ")
    name = context.name_of(own.identifier)
    if not any(grid.rows):
        return [caption] if caption else []
    if grid.is_plain and len(grid.head) <= _MOST_HEAD_ROWS and not grid.foot:
        below = [table_caption(caption, own, context)] if caption else []
        return [_with_pipes(grid), *below]
    mark = context.caption("table", name, own) if caption else f"#{name}" if name else ""
    return _as_lists(grid, caption, name, mark)


def table_caption(caption: str, own: Attributes, context: ConversionContext) -> str:
    """The paragraph below a table that is its caption."""
    name = context.name_of(own.identifier)
    mark = context.caption("table", name, own)
    return f"Table: {caption}" + (f" {{{mark}}}" if name else mark)


def _read(columns: Any, head: Any, bodies: Any, foot: Any, context: ConversionContext) -> _Grid:
    count = len(columns)
    inner_heads = [rows for body in bodies for rows in body[2]]
    head_rows = _matrix([*head[1], *inner_heads], count, context)
    body = [row for each in bodies for row in _matrix(each[3], count, context)]
    rows = [row for each in bodies for row in each[3]]
    alignment = "".join(_ALIGNMENTS[each] for each in _aligned(columns, rows))
    return _Grid(
        head=[row for row in head_rows if any(any(cell) for cell in row)],
        body=body,
        foot=_matrix(foot[1], count, context),
        alignment=alignment,
        row_heads=bool(bodies) and all(body[1] for body in bodies),
    )


def _aligned(columns: Any, rows: Any) -> Iterator[str]:
    """The alignment of each column: its own, or that of most of its cells."""
    whole = [cells for _, cells in rows if len(cells) == len(columns)]
    for i, column in enumerate(columns):
        own = column[0]["t"]
        if own == "AlignDefault" and whole:
            own = Counter(cells[i][1]["t"] for cells in whole).most_common(1)[0][0]
        yield str(own)


def _matrix(rows: Any, count: int, context: ConversionContext) -> list[list[list[str]]]:
    """The cells of rows by position, those that a span covers as `<` or `^`."""
    grid: list[list[list[str] | None]] = [[None] * count for _ in rows]
    for y, (_, cells) in enumerate(rows):
        x = 0
        for _, _, height, width, content in cells:
            while x < count and grid[y][x] is not None:
                x += 1
            blocks = context.blocks(content)
            for dy in range(min(height, len(grid) - y)):
                for dx in range(min(width, count - x)):
                    covered = ["<"] if dx else ["^"]
                    grid[y + dy][x + dx] = covered if dx or dy else blocks
            x += width
    return [[cell or [] for cell in row] for row in grid]


def _is_block(part: str) -> bool:
    """Whether Markdown is more than a line of words: a list, code, a formula that stands alone."""
    return "\n\n" in part or bool(re.match(r"(?:[-*+>] |\d+[.)] |```|~~~|\$\$|:::|\|)", part))


def _with_pipes(grid: _Grid) -> str:
    classes = [".row-heads"] if grid.row_heads else []
    if len(grid.head) == _MOST_HEAD_ROWS:
        classes.append(".two-heads")
    lines = [f"{{{' '.join(classes)}}}"] if classes else []
    empty: list[list[str]] = [[] for _ in grid.alignment]
    first, *others = [*(grid.head or [empty]), *grid.body]
    lines += [_row(first), f"|{'|'.join(_RULES[each] for each in grid.alignment)}|"]
    lines += [_row(row) for row in others]
    return "\n".join(lines)


def _row(cells: Sequence[Sequence[str]]) -> str:
    return "| " + " | ".join(_cell(cell[0] if cell else "") for cell in cells) + " |"


def _cell(text: str) -> str:
    line = re.sub(r"\\?\n", " <br> ", text.strip())
    return re.sub(r"(?<!\\)\|", r"\\|", line)


def _as_lists(grid: _Grid, caption: str, name: str | None, mark: str) -> list[str]:
    attributes = [mark] if name else []
    attributes.append(f"head={len(grid.head)}")
    if grid.foot:
        attributes.append(f"foot={len(grid.foot)}")
    attributes.append(f'align="{grid.alignment}"')
    rows = "\n".join(_list_row(row) for row in grid.rows)
    heads = "{.row-heads}\n" if grid.row_heads else ""
    opening = f"::: table {{{' '.join(attributes)}}} {caption}{'' if name else mark}".rstrip()
    return [f"{heads}{opening}\n{rows}\n:::"]


def _list_row(cells: Sequence[Sequence[str]]) -> str:
    items = [f"- {indented(cell or [_EMPTY], 4)}" for cell in cells]
    return "- " + "\n  ".join(items)
