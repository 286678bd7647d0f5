"""Refuses what no page could show, before it costs time: see `config.limits` for what and why.

The blocks of a text are looked at before their lines are read for emphasis and links, since that
takes the longest; what is refused is taken out, and noted in the environment of the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.config import limits
from publish.config.text import first_unbalanced
from publish.diagnostics import Severity

FOUND = "beyond_bounds"
# Scripts that part words by spaces; the others break between any two signs.
_WORD = re.compile(rf"[!-\u0dff]{{{limits.WORD_CHARACTERS + 1},}}")
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f"
    f"\u0e31\u0e34-\u0e4e"
    f"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{limits.COMBINING_MARKS + 1},}}"
)
_WRITTEN_SIGN = re.compile(r"&#(x[0-9a-f]{1,6}|\d{1,7});", re.I)


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a block, and the line that it begins on."""

    code: str
    line: int
    message: str
    severity: Severity = Severity.ERROR
    hint: str | None = None


def use_bounds(markdown: MarkdownIt) -> None:
    """Teach a parser the limits; the parser's own rule for tables is kept."""
    markdown.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    markdown.core.ruler.after("block", "bounds", _blocks)


def note(environment: Any, fault: Fault) -> None:
    """Add a fault to those of the environment."""
    environment.setdefault(FOUND, []).append(fault)


def _blocks(state: StateCore) -> None:
    headings = [token for token in state.tokens if token.type == "heading_open"]
    if len(headings) > limits.SECTIONS:
        message = f"{len(headings):,} headings in one file, more than {limits.SECTIONS:,}"
        note(state.env, Fault("STR-016", _line(headings[limits.SECTIONS]), message))
        state.tokens = []
    for token in state.tokens:
        if token.type not in ("inline", "fence", "code_block"):
            continue
        for fault in _faults(token):
            note(state.env, fault)
            if fault.severity is Severity.ERROR:
                token.content = ""


def _faults(token: Token) -> Iterator[Fault]:
    text = token.content
    prose = token.type == "inline"
    if prose and len(text) > limits.PARAGRAPH_CHARACTERS:
        message = f"a paragraph of {len(text):,} signs, more than {limits.PARAGRAPH_CHARACTERS:,}"
        yield Fault("TXT-003", _line(token), message, hint="part it by empty lines")
    elif not text.isascii() and (marks := _MARKS.search(text)):
        message = (
            f"{len(marks[0]):,} combining marks on one sign, more than {limits.COMBINING_MARKS}"
        )
        yield Fault("TXT-003", _line(token, marks.start()), message, hint="delete them")
    elif prose and len(text) > limits.WORD_CHARACTERS and (word := _WORD.search(text)):
        message = f"a word of {len(word[0]):,} signs, more than {limits.WORD_CHARACTERS:,}"
        yield Fault("TXT-003", _line(token, word.start()), message, hint="part it by spaces")
    for number, line in enumerate(text.split("\n")) if not prose else [(0, text)]:
        if sign := first_unbalanced(line):
            message = f"the direction control U+{ord(sign):04X} has no partner in its paragraph"
            at = (
                _line(token, 0 if not prose else text.index(sign))
                + number
                + (token.type == "fence")
            )
            hint = "delete it, or close it: U+2068 … U+2069"
            yield Fault("TXT-002", at, message, Severity.WARNING, hint)
            break
    for written in _WRITTEN_SIGN.finditer(text) if prose else ():
        if not _stands_for_a_sign(written[1]):
            message = f"`{written[0]}` stands for a character that no book can hold"
            yield Fault("TXT-001", _line(token, written.start()), message, hint="delete it")


def _stands_for_a_sign(written: str) -> bool:
    """Whether a numeric reference names a character that XML can hold (XML 1.0, 2.2)."""
    number = int(written[1:], 16) if written[0] in "xX" else int(written)
    return (
        number in (0x9, 0xA, 0xD)
        or 0x20 <= number < 0x7F
        or 0xA0 <= number < 0xD800
        or (0xE000 <= number < 0x110000 and number & 0xFFFE != 0xFFFE)
    ) and not 0xFDD0 <= number <= 0xFDEF


def _line(token: Token, offset: int = 0) -> int:
    """The line of a place in a block."""
    return (token.map[0] + 1 if token.map else 0) + token.content.count("\n", 0, offset)


def _table(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """The parser's own rule, which fills short rows and drops the cells that are too many."""
    before = len(state.tokens)
    if state.src.count("|", state.bMarks[first], state.eMarks[first]) > limits.TABLE_COLUMNS:
        return _refuse_columns(state, first, silent)
    if not table(state, first, last, silent):
        return False
    if not silent:
        heads = len(_cells(state, first))
        rows = [number for number in range(first + 2, state.line) if getLine(state, number).strip()]
        for number in rows:
            if (cells := len(_cells(state, number))) != heads:
                message = f"a row of {cells} cells in a table of {heads} columns"
                hint = "a cell may be empty: `| |`; an upright stroke in a cell is `\\|`"
                note(state.env, Fault("STR-017", number + 1, message, hint=hint))
        if heads * len(rows) > limits.TABLE_CELLS:
            message = f"a table of {heads * len(rows):,} cells, more than {limits.TABLE_CELLS:,}"
            note(state.env, Fault("STR-016", first + 1, message))
            del state.tokens[before:]
    return True


def _refuse_columns(state: StateBlock, first: int, silent: bool) -> bool:
    """Take a line of too many upright strokes for a row of a table, and take it out."""
    if not silent:
        message = f"a row of more than {limits.TABLE_COLUMNS} columns"
        note(state.env, Fault("STR-016", first + 1, message))
        state.line = first + 1
    return not silent


def _cells(state: StateBlock, line: int) -> list[str]:
    """The cells of a row, as the parser's rule takes them apart."""
    cells = escapedSplit(getLine(state, line).strip())
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells
