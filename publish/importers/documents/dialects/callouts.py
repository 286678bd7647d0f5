"""Boxes of forges, of wikis of notes and of websites: `> [!note] Title`, and `:::note Title`.

https://docs.github.com/en/get-started/writing-on-github, https://help.obsidian.md/callouts,
https://docusaurus.io/docs/markdown-features/admonitions
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importers.documents.dialects.blocks import box
from publish.importers.documents.dialects.lines import rewrite_outside_code

_CALLOUT = re.compile(r"[ ]{0,3}>[ ]?\[!(?P<kind>[\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*(?P<title>.*)")
_QUOTED = re.compile(r"[ ]{0,3}>[ ]?")
_CODE = re.compile(r"\s*(?:`{3,}|~{3,})")
_ADMONITION = re.compile(
    r"^(?P<marks>:{3,})[ ]*(?P<kind>note|tip|info|caution|danger|warning|important)\b"
    r"(?:[ ]*\[(?P<label>[^\]\n]*)\]|[ ]+(?P<title>[^{\n]+))[ \t]*$",
    re.M,
)


def rewrite_callouts(text: str) -> str:
    """The text with such boxes in the notation of pandoc; code in fences stays."""
    lines = text.split("\n")
    written: list[str] = []
    at, in_code = 0, False
    while at < len(lines):
        in_code = in_code is not bool(_CODE.match(lines[at]))
        opening = None if in_code else _CALLOUT.match(lines[at])
        if opening is None:
            written.append(lines[at])
            at += 1
            continue
        content, at = _content(lines, at + 1)
        block = box(opening["kind"].lower(), opening["title"].strip() or None, content)
        written += ["", block, ""]
    return rewrite_outside_code("\n".join(written), lambda part: _ADMONITION.sub(_titled, part))


def _content(lines: Sequence[str], at: int) -> tuple[str, int]:
    """The quoted lines from `at` without their marks, and where they end."""
    content: list[str] = []
    while at < len(lines) and (match := _QUOTED.match(lines[at])):
        content.append(lines[at][match.end() :])
        at += 1
    return rewrite_callouts("\n".join(content)), at


def _titled(match: re.Match[str]) -> str:
    title = (match["label"] or match["title"] or "").replace('"', "”").strip()
    return f'{match["marks"]} {{.{match["kind"]} title="{title}"}}'
