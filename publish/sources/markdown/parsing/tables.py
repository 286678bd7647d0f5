"""Tables: the parser's own rule, with uneven rows reported and the size of a table limited.

A cell that contains only `<` or `^` is marked, to be merged with the one on its left or above, and
so is such an item in a table of lists; `\\<`, `\\^` and code are the character itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.config import limits
from publish.model.markup import DATA_CONTAINER, DATA_MERGE
from publish.sources.markdown.parsing.comments import without_comments
from publish.sources.markdown.parsing.faults import LineFault, add_fault

_MERGED = {"<": "left", "^": "up"}
_ONE_LINE = ["list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close"]


def use_tables(markdown: MarkdownIt) -> None:
    """Replace the rule for tables by one that calls it, and mark the cells to merge."""
    markdown.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    markdown.core.ruler.after("block", "merged_cells", _mark_merged_cells)


def _mark_merged_cells(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type in ("td_open", "th_open") and inline.content in _MERGED:
            opening.attrSet(DATA_MERGE, _MERGED[inline.content])
            inline.content = ""
    _mark_merged_items(state.tokens)


def _mark_merged_items(tokens: Sequence[Token]) -> None:
    """Mark the items in blocks of lists that are cells; only there is the mark not text."""
    blocks: list[bool] = []  # whether each open block is a table
    for at, token in enumerate(tokens):
        if token.type == "container_block_open":
            blocks.append(token.attrGet(DATA_CONTAINER) == "table")
        elif token.type == "container_block_close":
            blocks.pop()
        elif token.type == "list_item_open" and blocks and blocks[-1]:
            types, inline = [each.type for each in tokens[at : at + 5]], tokens[at + 2]
            if types == _ONE_LINE and inline.content in _MERGED:
                token.attrSet(DATA_MERGE, _MERGED[inline.content])


def _table(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """The parser's own rule fills short rows and drops surplus cells without a word."""
    before = len(state.tokens)
    if state.src.count("|", state.bMarks[first], state.eMarks[first]) > limits.TABLE_COLUMNS:
        return _refuse_columns(state, first, silent)
    if not table(state, first, last, silent):
        return False
    if not silent:
        columns = len(_cells(state, first))
        numbers = range(first + 2, state.line)
        rows = [each for each in numbers if without_comments(getLine(state, each)).strip()]
        _report_uneven_rows(state, rows, columns)
        if columns * len(rows) > limits.TABLE_CELLS:
            message = f"a table of {columns * len(rows):,} cells, more than {limits.TABLE_CELLS:,}"
            add_fault(state.env, LineFault("STR-016", first + 1, message))
            del state.tokens[before:]
    return True


def _report_uneven_rows(state: StateBlock, rows: list[int], columns: int) -> None:
    for number in rows:
        if (cells := len(_cells(state, number))) != columns:
            message = f"a row of {cells} cells in a table of {columns} columns"
            hint = "a cell may be empty: `| |`; a pipe in a cell is written `\\|`"
            add_fault(state.env, LineFault("STR-017", number + 1, message, hint=hint))


def _refuse_columns(state: StateBlock, first: int, silent: bool) -> bool:
    """Read a line with too many pipes as the row of a table, and remove it."""
    if not silent:
        message = f"a table row of more than {limits.TABLE_COLUMNS} columns"
        add_fault(state.env, LineFault("STR-016", first + 1, message))
        state.line = first + 1
    return not silent


def _cells(state: StateBlock, line: int) -> list[str]:
    """The cells of a row, split as the parser's own rule does."""
    cells = escapedSplit(getLine(state, line).strip())
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells
