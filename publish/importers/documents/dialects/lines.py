"""The lines of a Markdown text, and which of them are code."""

from __future__ import annotations

import re
from collections.abc import Callable

_FENCE = re.compile(
    r"(?P<indent>[ \t>]*(?:[-*+] +|\d+[.)] +)*)(?P<marks>`{3,}|~{3,})(?P<info>[^\n]*)"
)

# Code in a line: marks, and what is between them and others just as long, in one paragraph.
CODE_SPAN = re.compile(r"(?<!`)(?P<marks>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=marks)(?!`)", re.S)


def rewrite_outside_code(text: str, rewrite: Callable[[str], str]) -> str:
    """The text with all passages outside fenced code rewritten."""
    return "".join(part if is_code else rewrite(part) for is_code, part in passages(text))


def rewrite_outside_spans(text: str, rewrite: Callable[[str], str]) -> str:
    """The text with all passages outside code in lines rewritten (CommonMark 6.1)."""
    at, parts = 0, []
    for span in CODE_SPAN.finditer(text):
        parts += [rewrite(text[at : span.start()]), span[0]]
        at = span.end()
    return "".join([*parts, rewrite(text[at:])])


def passages(text: str) -> list[tuple[bool, str]]:
    """The text in pieces that are code with its fences (True) or not (False)."""
    pieces: list[tuple[bool, str]] = []
    waiting: list[str] = []
    marks = ""
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if marks:
            waiting.append(line)
            if match and _closes(match, marks):
                pieces.append((True, "".join(waiting)))
                waiting, marks = [], ""
        elif match and _opens(match):
            pieces.append((False, "".join(waiting)))
            waiting, marks = [line], match["marks"]
        else:
            waiting.append(line)
    pieces.append((bool(marks), "".join(waiting)))
    return [piece for piece in pieces if piece[1]]


def _opens(match: re.Match[str]) -> bool:
    """Whether a fence begins code: with backticks after it, it does before options of a cell."""
    info = match["info"].strip()
    is_cell = info.startswith("{") and info.endswith("}")
    return match["marks"][0] == "~" or "`" not in info or is_cell


def _closes(match: re.Match[str], marks: str) -> bool:
    return match["marks"].startswith(marks) and not match["info"].strip()
