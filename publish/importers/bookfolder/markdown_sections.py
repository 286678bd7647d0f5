"""Sections of a Markdown file as text: each heading with the lines up to the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_NAME = re.compile(r"\{[^{}]*#([\w-]+)[^{}]*\}\s*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def markdown_sections(text: str) -> dict[str, str]:
    """The sections of a file in order, by name: that of its heading, or the words of the heading.

    The first one, with the title of the file, has the name "". Joined they are the text again.
    """
    found: dict[str, str] = {}
    for name, part in _parts(text):
        key, count = name, 1
        while key in found:
            count += 1
            key = f"{name}~{count}"
        found[key] = part
    return found


def _parts(text: str) -> Iterator[tuple[str, str]]:
    lines: list[str] = []
    name = fence = ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        if not fence and _HEADING.match(line) and lines:
            yield name, "".join(lines)
            name, lines = _name(line), []
        lines.append(line)
    yield name, "".join(lines)


def _name(line: str) -> str:
    match = _NAME.search(line)
    return match[1] if match else " ".join(line.strip("#\n ").split())
