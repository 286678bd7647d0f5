"""Refuses what no page could show, before it costs time: see `config.limits` for what and why.

The blocks of a text are checked before their lines are parsed for emphasis and links, which takes
longest. What is refused is removed, and added to the faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.config import limits
from publish.config.text import first_forbidden, first_unbalanced
from publish.diagnostics import Severity
from publish.sources.markdown.parsing.faults import LineFault, add_fault, line_of

# Scripts that separate words by spaces; the others break between any two characters.
_WORD = re.compile(rf"[!-\u0dff]{{{limits.WORD_CHARACTERS + 1},}}")
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f"
    f"\u0e31\u0e34-\u0e4e"
    f"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{limits.COMBINING_MARKS + 1},}}"
)
_NUMERIC_REFERENCE = re.compile(r"&#(x[0-9a-f]{1,6}|\d{1,7});", re.I)


def use_limits(markdown: MarkdownIt) -> None:
    """Add the limits of blocks to a parser."""
    markdown.core.ruler.after("block", "limits", _check_blocks)


def _check_blocks(state: StateCore) -> None:
    headings = [token for token in state.tokens if token.type == "heading_open"]
    if len(headings) > limits.SECTIONS:
        message = f"{len(headings):,} headings in one file, more than {limits.SECTIONS:,}"
        first = line_of(headings[limits.SECTIONS])
        add_fault(state.env, LineFault("STR-016", first, message))
        state.tokens = []
    for token in state.tokens:
        if token.type not in ("inline", "fence", "code_block"):
            continue
        for fault in _faults(token):
            add_fault(state.env, fault)
            if fault.severity is Severity.ERROR:
                token.content = ""


def _faults(token: Token) -> Iterator[LineFault]:
    text = token.content
    is_prose = token.type == "inline"
    yield from _length_faults(token, is_prose=is_prose)
    yield from _direction_faults(token, is_prose=is_prose)
    for reference in _NUMERIC_REFERENCE.finditer(text) if is_prose else ():
        if not _is_allowed(reference[1]):
            line = line_of(token, reference.start())
            message = f"`{reference[0]}` is a character that a book cannot contain"
            yield LineFault("TXT-001", line, message, hint="delete it")


def _length_faults(token: Token, *, is_prose: bool) -> Iterator[LineFault]:
    text, most = token.content, limits.PARAGRAPH_CHARACTERS
    if is_prose and len(text) > most:
        message = f"a paragraph of {len(text):,} characters, more than {most:,}"
        yield LineFault("TXT-003", line_of(token), message, hint="split it with empty lines")
    elif not text.isascii() and (marks := _MARKS.search(text)):
        line = line_of(token, marks.start())
        count = f"{len(marks[0]):,} combining marks on one character"
        message = f"{count}, more than {limits.COMBINING_MARKS}"
        yield LineFault("TXT-003", line, message, hint="delete them")
    elif is_prose and len(text) > limits.WORD_CHARACTERS and (word := _WORD.search(text)):
        line = line_of(token, word.start())
        message = f"a word of {len(word[0]):,} characters, more than {limits.WORD_CHARACTERS:,}"
        yield LineFault("TXT-003", line, message, hint="split it with spaces")


def _direction_faults(token: Token, *, is_prose: bool) -> Iterator[LineFault]:
    """The first control in a paragraph, or in a line of code, that is not paired."""
    text = token.content
    for number, line in enumerate([text] if is_prose else text.split("\n")):
        if control := first_unbalanced(line):
            offset = text.index(control) if is_prose else 0
            at = line_of(token, offset) + number + (token.type == "fence")
            message = f"the direction control U+{ord(control):04X} has no partner in its paragraph"
            hint = "delete it, or close it: U+2068 … U+2069"
            yield LineFault("TXT-002", at, message, Severity.WARNING, hint)
            break


def _is_allowed(reference: str) -> bool:
    """Whether a numeric reference names a character that a book can contain."""
    number = int(reference[1:], 16) if reference[0] in "xX" else int(reference)
    return number < 0x110000 and first_forbidden(chr(number)) is None
