"""What a pattern finds in a block of Markdown outside its code, whose brackets mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The lines below a fence, and what is between backquotes.
_CODE = re.compile(
    r"(?P<opening>^[ >]*(?P<fence>`{3,}|~{3,})[^\n]*\n).*?(?:^[ >]*(?P=fence)|\Z)"
    r"|(?P<ticks>(?<!`)`+(?!`)).+?(?<!`)(?P=ticks)(?!`)",
    re.M | re.S,
)


def without_code(block: str) -> str:
    """A block with spaces in place of its code, so that everything else stays in its place."""

    def blank(match: re.Match[str]) -> str:
        return (match["opening"] or "").ljust(len(match[0]))

    return _CODE.sub(blank, block)


def outside_code(pattern: re.Pattern[str], block: str) -> Iterator[re.Match[str]]:
    """What a pattern finds in a block, though not in its code; its own words may have code."""
    found = pattern.finditer(without_code(block))
    return filter(None, (pattern.match(block, each.start()) for each in found))
