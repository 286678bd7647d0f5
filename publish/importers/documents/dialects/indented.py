"""Blocks whose content is indented below their first line, as in Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_CODE = re.compile(r"\s*(?P<marks>`{3,}|~{3,})")


def rewrite_indented(
    text: str, opening: re.Pattern[str], write: Callable[[re.Match[str], str], str]
) -> str:
    """The text with each block written anew from the match of its first line and its content.

    The content has lost its indent; blocks inside it are written first. Code in fences stays.
    """
    lines = text.split("\n")
    written: list[str] = []
    at, marks = 0, ""
    while at < len(lines):
        line = lines[at]
        code = _CODE.match(line)
        if marks or code:
            marks = _marks_after(marks, code, line)
        match = None if marks or code else opening.match(line)
        at += 1
        if not match:
            written.append(line)
            continue
        indent = len(line) - len(line.lstrip()) + _INDENT
        content, at = _content(lines, at, indent)
        inner = rewrite_indented("\n".join(content), opening, write)
        lead = " " * (indent - _INDENT)
        block = write(match, inner.strip("\n"))
        written += ["", *((lead + each) if each else "" for each in block.split("\n")), ""]
    return "\n".join(written)


_INDENT = 4


def _marks_after(marks: str, code: re.Match[str] | None, line: str) -> str:
    if not marks:
        return code["marks"] if code else ""
    closes = code and code["marks"].startswith(marks) and not line.strip().strip(marks[0])
    return "" if closes else marks


def _content(lines: Sequence[str], at: int, indent: int) -> tuple[list[str], int]:
    """The lines from `at` that are indented, without the indent, and where they end."""
    content: list[str] = []
    while at < len(lines) and (not lines[at].strip() or lines[at].startswith(" " * indent)):
        content.append(lines[at][indent:])
        at += 1
    return content, at
