"""Indentation of verse: a placeholder for every two spaces, since Markdown drops them."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore

from publish.sources.markdown.parsing.placeholders import INDENT

# The prefix is that of the list item or quotation around the block, and of each of its lines.
_OPENING = re.compile(r"((?: {0,3}>)* *)(:{3,})\s*verse\b")
_CODE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)]|:)\s")


def mark_verse_indents(state: StateCore) -> None:
    """Put a placeholder for every two spaces at the start of a line in a verse block."""
    if "verse" not in state.src:
        return
    lines = state.src.split("\n")
    prefix = fence = code = ""
    in_item = False
    for number, line in enumerate(lines):
        if code:
            code = "" if line.strip().startswith(code) else code
        elif not fence and (listing := _CODE.match(line)):
            code = listing[1]  # a poem in a code block stays code
        elif fence and _closes(line.removeprefix(prefix), fence):
            fence = ""
        elif fence:
            lines[number] = _marked(line, prefix)
        elif (opening := _OPENING.match(line)) and (in_item or not line.startswith("    ")):
            prefix, fence = opening.groups()
        elif line.strip():
            in_item = _ITEM.match(line) is not None or (in_item and line.startswith(" "))
    state.src = "\n".join(lines)


def _closes(line: str, fence: str) -> bool:
    return line.strip().startswith(fence) and not line.strip().strip(":")


def _marked(line: str, prefix: str) -> str:
    text = line.removeprefix(prefix)
    if not text.strip() or not line.startswith(prefix):
        return line
    spaces = len(text) - len(text.lstrip(" "))
    return prefix + INDENT * (spaces // 2) + text.lstrip(" ")
