"""Blocks of pymdown between lines of slashes: boxes, tabs, captions, and divisions.

https://facelessuser.github.io/pymdown-extensions/extensions/blocks/
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importers.documents.dialects.blocks import box, division

_OPENING = re.compile(
    r"(?P<marks>/{3,})[ \t]*(?P<name>[\w-]+)[ \t]*(?:\|[ \t]*(?P<title>.*?))?[ \t]*\Z"
)
_OPTION = re.compile(r" {4}(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
_CODE = re.compile(r"\s*(?:`{3,}|~{3,})")
_CAPTIONS = frozenset({"caption", "figure-caption", "table-caption"})
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)]*)\)[ \t]*(?:\{[^}]*\})?[ \t]*\Z")


def rewrite_slashed(text: str) -> str:
    """The text with each such block in the notation of pandoc; code in fences stays."""
    if "///" not in text:
        return text
    lines = text.split("\n")
    written: list[str] = []
    at, in_code = 0, False
    while at < len(lines):
        line = lines[at]
        in_code = in_code is not bool(_CODE.match(line))
        opening = None if in_code else _OPENING.match(line)
        end = _end(lines, at + 1, opening["marks"]) if opening else None
        if opening is None or end is None:
            written.append(line)
            at += 1
            continue
        _write(opening, lines[at + 1 : end], written)
        at = end + 1
    return "\n".join(written)


def _end(lines: Sequence[str], at: int, marks: str) -> int | None:
    return next((i for i in range(at, len(lines)) if lines[i].rstrip() == marks), None)


def _write(opening: re.Match[str], content: list[str], written: list[str]) -> None:
    options: dict[str, str] = {}
    while content and (match := _OPTION.match(content[0])):
        options[match["key"]] = match["value"].strip()
        content = content[1:]
    name, title = opening["name"], opening["title"]
    inner = rewrite_slashed("\n".join(content).strip("\n"))
    if name in _CAPTIONS:
        _add_caption(" ".join(inner.split()), written)
    elif name == "tab":
        written += ["", f"**{title}**", "", inner, ""]
    elif name in ("html", "define", "define-list"):
        written += ["", inner, ""]
    else:
        kind = options.get("type", "note") if name == "admonition" else name
        written += ["", box(kind, title, inner), ""]


def _add_caption(caption: str, written: list[str]) -> None:
    """Give the block before a caption to it: to a picture as its title, to a table as its own."""
    while written and not written[-1].strip():
        written.pop()
    picture = _PICTURE.fullmatch(written[-1].strip()) if written else None
    if picture:
        written[-1] = division("captioned", "", f"{written[-1].strip()}\n\n{caption}")
    elif written and written[-1].lstrip().startswith("|"):
        written += ["", f": {caption}"]
    else:
        written += ["", caption]
    written.append("")
